/**
 * The data types of the two messages that are exchanged with a bank, pain.001.001.09 and camt.053.001.08, as the message
 * definitions of ISO 20022 lay them down (https://www.iso20022.org, catalogue of messages), in a notation of our own:
 *
 * - `Type: Name Type, Name? Type` elements in this order; `?` at most one, `*` any number, `+` at least one;
 * - `one of`: exactly one of the elements; `any`: whatever it holds;
 * - `= Type @Name Type`: a text with an attribute;
 * - a text: its base, length in characters `1..35`, total and fraction digits `18,5`, bound `>=0`, /pattern/ or codes.
 */
export const ISO_20022_TYPES = String.raw`
AccountIdentification4Choice: one of IBAN IBAN2007Identifier, Othr GenericAccountIdentification1
AccountInterest4: Tp? InterestType1Choice, Rate* Rate4, FrToDt? DateTimePeriod1, Rsn? Max35Text, Tax? TaxCharges2
AccountSchemeName1Choice: one of Cd ExternalAccountIdentification1Code, Prtry Max35Text
AccountStatement9: Id Max35Text, StmtPgntn? Pagination1, ElctrncSeqNb? Number, RptgSeq? SequenceRange1Choice, LglSeqNb? Number, CreDtTm? ISODateTime, FrToDt? DateTimePeriod1, CpyDplctInd? CopyDuplicate1Code, RptgSrc? ReportingSource1Choice, Acct CashAccount39, RltdAcct? CashAccount38, Intrst* AccountInterest4, Bal+ CashBalance8, TxsSummry? TotalTransactions6, Ntry* ReportEntry10, AddtlStmtInf? Max500Text
ActiveCurrencyAndAmount: = ActiveCurrencyAndAmount_SimpleType @Ccy ActiveCurrencyCode
ActiveCurrencyAndAmount_SimpleType: decimal 18,5 >=0
ActiveCurrencyCode: text /[A-Z]{3}/
ActiveOrHistoricCurrencyAnd13DecimalAmount: = ActiveOrHistoricCurrencyAnd13DecimalAmount_SimpleType @Ccy ActiveOrHistoricCurrencyCode
ActiveOrHistoricCurrencyAnd13DecimalAmount_SimpleType: decimal 18,13 >=0
ActiveOrHistoricCurrencyAndAmount: = ActiveOrHistoricCurrencyAndAmount_SimpleType @Ccy ActiveOrHistoricCurrencyCode
ActiveOrHistoricCurrencyAndAmountRange2: Amt ImpliedCurrencyAmountRange1Choice, CdtDbtInd? CreditDebitCode, Ccy ActiveOrHistoricCurrencyCode
ActiveOrHistoricCurrencyAndAmount_SimpleType: decimal 18,5 >=0
ActiveOrHistoricCurrencyCode: text /[A-Z]{3}/
AddressType2Code: text ADDR|PBOX|HOME|BIZZ|MLTO|DLVY
AddressType3Choice: one of Cd AddressType2Code, Prtry GenericIdentification30
AmountAndCurrencyExchange3: InstdAmt? AmountAndCurrencyExchangeDetails3, TxAmt? AmountAndCurrencyExchangeDetails3, CntrValAmt? AmountAndCurrencyExchangeDetails3, AnncdPstngAmt? AmountAndCurrencyExchangeDetails3, PrtryAmt* AmountAndCurrencyExchangeDetails4
AmountAndCurrencyExchangeDetails3: Amt ActiveOrHistoricCurrencyAndAmount, CcyXchg? CurrencyExchange5
AmountAndCurrencyExchangeDetails4: Tp Max35Text, Amt ActiveOrHistoricCurrencyAndAmount, CcyXchg? CurrencyExchange5
AmountAndDirection35: Amt NonNegativeDecimalNumber, CdtDbtInd CreditDebitCode
AmountRangeBoundary1: BdryAmt ImpliedCurrencyAndAmount, Incl YesNoIndicator
AmountType4Choice: one of InstdAmt ActiveOrHistoricCurrencyAndAmount, EqvtAmt EquivalentAmount2
AnyBICDec2014Identifier: text /[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?/
AttendanceContext1Code: text ATTD|SATT|UATT
AuthenticationEntity1Code: text ICCD|AGNT|MERC
AuthenticationMethod1Code: text UKNW|BYPS|NPIN|FPIN|CPSG|PPSG|MANU|MERC|SCRT|SNCT|SCNL
Authorisation1Choice: one of Cd Authorisation1Code, Prtry Max128Text
Authorisation1Code: text AUTH|FDET|FSUM|ILEV
BICFIDec2014Identifier: text /[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?/
BalanceSubType1Choice: one of Cd ExternalBalanceSubType1Code, Prtry Max35Text
BalanceType10Choice: one of Cd ExternalBalanceType1Code, Prtry Max35Text
BalanceType13: CdOrPrtry BalanceType10Choice, SubTp? BalanceSubType1Choice
BankToCustomerStatementV08: GrpHdr GroupHeader81, Stmt+ AccountStatement9, SplmtryData* SupplementaryData1
BankTransactionCodeStructure4: Domn? BankTransactionCodeStructure5, Prtry? ProprietaryBankTransactionCodeStructure1
BankTransactionCodeStructure5: Cd ExternalBankTransactionDomain1Code, Fmly BankTransactionCodeStructure6
BankTransactionCodeStructure6: Cd ExternalBankTransactionFamily1Code, SubFmlyCd ExternalBankTransactionSubFamily1Code
BaseOneRate: decimal 11,10
BatchBookingIndicator: boolean
BatchInformation2: MsgId? Max35Text, PmtInfId? Max35Text, NbOfTxs? Max15NumericText, TtlAmt? ActiveOrHistoricCurrencyAndAmount, CdtDbtInd? CreditDebitCode
BranchAndFinancialInstitutionIdentification6: FinInstnId FinancialInstitutionIdentification18, BrnchId? BranchData3
BranchData3: Id? Max35Text, LEI? LEIIdentifier, Nm? Max140Text, PstlAdr? PostalAddress24
CSCManagement1Code: text PRST|BYPS|UNRD|NCSC
CardAggregated2: AddtlSvc? CardPaymentServiceType2Code, TxCtgy? ExternalCardTransactionCategory1Code, SaleRcncltnId? Max35Text, SeqNbRg? CardSequenceNumberRange1, TxDtRg? DateOrDateTimePeriod1Choice
CardDataReading1Code: text TAGC|PHYS|BRCD|MGST|CICC|DFLE|CTLS|ECTL
CardEntry4: Card? PaymentCard4, POI? PointOfInteraction1, AggtdNtry? CardAggregated2, PrePdAcct? CashAccount38
CardIndividualTransaction2: ICCRltdData? Max1025Text, PmtCntxt? PaymentContext3, AddtlSvc? CardPaymentServiceType2Code, TxCtgy? ExternalCardTransactionCategory1Code, SaleRcncltnId? Max35Text, SaleRefNb? Max35Text, RePresntmntRsn? ExternalRePresentmentReason1Code, SeqNb? Max35Text, TxId? TransactionIdentifier1, Pdct? Product2, VldtnDt? ISODate, VldtnSeqNb? Max35Text
CardPaymentServiceType2Code: text AGGR|DCCV|GRTT|INSP|LOYT|NRES|PUCO|RECP|SOAF|UNAF|VCAU
CardSecurityInformation1: CSCMgmt CSCManagement1Code, CSCVal? Min3Max4NumericText
CardSequenceNumberRange1: FrstTx? Max35Text, LastTx? Max35Text
CardTransaction17: Card? PaymentCard4, POI? PointOfInteraction1, Tx? CardTransaction3Choice, PrePdAcct? CashAccount38
CardTransaction3Choice: one of Aggtd CardAggregated2, Indv CardIndividualTransaction2
CardholderAuthentication2: AuthntcnMtd AuthenticationMethod1Code, AuthntcnNtty AuthenticationEntity1Code
CardholderVerificationCapability1Code: text MNSG|NPIN|FCPN|FEPN|FDSG|FBIO|MNVR|FBIG|APKI|PKIS|CHDT|SCEC
CashAccount38: Id AccountIdentification4Choice, Tp? CashAccountType2Choice, Ccy? ActiveOrHistoricCurrencyCode, Nm? Max70Text, Prxy? ProxyAccountIdentification1
CashAccount39: Id AccountIdentification4Choice, Tp? CashAccountType2Choice, Ccy? ActiveOrHistoricCurrencyCode, Nm? Max70Text, Prxy? ProxyAccountIdentification1, Ownr? PartyIdentification135, Svcr? BranchAndFinancialInstitutionIdentification6
CashAccountType2Choice: one of Cd ExternalCashAccountType1Code, Prtry Max35Text
CashAvailability1: Dt CashAvailabilityDate1Choice, Amt ActiveOrHistoricCurrencyAndAmount, CdtDbtInd CreditDebitCode
CashAvailabilityDate1Choice: one of NbOfDays Max15PlusSignedNumericText, ActlDt ISODate
CashBalance8: Tp BalanceType13, CdtLine* CreditLine3, Amt ActiveOrHistoricCurrencyAndAmount, CdtDbtInd CreditDebitCode, Dt DateAndDateTime2Choice, Avlbty* CashAvailability1
CashDeposit1: NoteDnmtn ActiveCurrencyAndAmount, NbOfNotes Max15NumericText, Amt ActiveCurrencyAndAmount
CategoryPurpose1Choice: one of Cd ExternalCategoryPurpose1Code, Prtry Max35Text
ChargeBearerType1Code: text DEBT|CRED|SHAR|SLEV
ChargeIncludedIndicator: boolean
ChargeType3Choice: one of Cd ExternalChargeType1Code, Prtry GenericIdentification3
Charges6: TtlChrgsAndTaxAmt? ActiveOrHistoricCurrencyAndAmount, Rcrd* ChargesRecord3
ChargesRecord3: Amt ActiveOrHistoricCurrencyAndAmount, CdtDbtInd? CreditDebitCode, ChrgInclInd? ChargeIncludedIndicator, Tp? ChargeType3Choice, Rate? PercentageRate, Br? ChargeBearerType1Code, Agt? BranchAndFinancialInstitutionIdentification6, Tax? TaxCharges2
Cheque11: ChqTp? ChequeType2Code, ChqNb? Max35Text, ChqFr? NameAndAddress16, DlvryMtd? ChequeDeliveryMethod1Choice, DlvrTo? NameAndAddress16, InstrPrty? Priority2Code, ChqMtrtyDt? ISODate, FrmsCd? Max35Text, MemoFld{0,2} Max35Text, RgnlClrZone? Max35Text, PrtLctn? Max35Text, Sgntr{0,5} Max70Text
ChequeDelivery1Code: text MLDB|MLCD|MLFA|CRDB|CRCD|CRFA|PUDB|PUCD|PUFA|RGDB|RGCD|RGFA
ChequeDeliveryMethod1Choice: one of Cd ChequeDelivery1Code, Prtry Max35Text
ChequeType2Code: text CCHQ|CCCH|BCHQ|DRFT|ELDR
ClearingSystemIdentification2Choice: one of Cd ExternalClearingSystemIdentification1Code, Prtry Max35Text
ClearingSystemMemberIdentification2: ClrSysId? ClearingSystemIdentification2Choice, MmbId Max35Text
Contact4: NmPrfx? NamePrefix2Code, Nm? Max140Text, PhneNb? PhoneNumber, MobNb? PhoneNumber, FaxNb? PhoneNumber, EmailAdr? Max2048Text, EmailPurp? Max35Text, JobTitl? Max35Text, Rspnsblty? Max35Text, Dept? Max70Text, Othr* OtherContact1, PrefrdMtd? PreferredContactMethod1Code
CopyDuplicate1Code: text CODU|COPY|DUPL
CorporateAction9: EvtTp Max35Text, EvtId Max35Text
CountryCode: text /[A-Z]{2}/
CreditDebitCode: text CRDT|DBIT
CreditLine3: Incl TrueFalseIndicator, Tp? CreditLineType1Choice, Amt? ActiveOrHistoricCurrencyAndAmount, Dt? DateAndDateTime2Choice
CreditLineType1Choice: one of Cd ExternalCreditLineType1Code, Prtry Max35Text
CreditTransferTransaction34: PmtId PaymentIdentification6, PmtTpInf? PaymentTypeInformation26, Amt AmountType4Choice, XchgRateInf? ExchangeRate1, ChrgBr? ChargeBearerType1Code, ChqInstr? Cheque11, UltmtDbtr? PartyIdentification135, IntrmyAgt1? BranchAndFinancialInstitutionIdentification6, IntrmyAgt1Acct? CashAccount38, IntrmyAgt2? BranchAndFinancialInstitutionIdentification6, IntrmyAgt2Acct? CashAccount38, IntrmyAgt3? BranchAndFinancialInstitutionIdentification6, IntrmyAgt3Acct? CashAccount38, CdtrAgt? BranchAndFinancialInstitutionIdentification6, CdtrAgtAcct? CashAccount38, Cdtr? PartyIdentification135, CdtrAcct? CashAccount38, UltmtCdtr? PartyIdentification135, InstrForCdtrAgt* InstructionForCreditorAgent1, InstrForDbtrAgt? Max140Text, Purp? Purpose2Choice, RgltryRptg{0,10} RegulatoryReporting3, Tax? TaxInformation8, RltdRmtInf{0,10} RemittanceLocation7, RmtInf? RemittanceInformation16, SplmtryData* SupplementaryData1
CreditorReferenceInformation2: Tp? CreditorReferenceType2, Ref? Max35Text
CreditorReferenceType1Choice: one of Cd DocumentType3Code, Prtry Max35Text
CreditorReferenceType2: CdOrPrtry CreditorReferenceType1Choice, Issr? Max35Text
CurrencyExchange5: SrcCcy ActiveOrHistoricCurrencyCode, TrgtCcy? ActiveOrHistoricCurrencyCode, UnitCcy? ActiveOrHistoricCurrencyCode, XchgRate BaseOneRate, CtrctId? Max35Text, QtnDt? ISODateTime
CustomerCreditTransferInitiationV09: GrpHdr GroupHeader85, PmtInf+ PaymentInstruction30, SplmtryData* SupplementaryData1
DateAndDateTime2Choice: one of Dt ISODate, DtTm ISODateTime
DateAndPlaceOfBirth1: BirthDt ISODate, PrvcOfBirth? Max35Text, CityOfBirth Max35Text, CtryOfBirth CountryCode
DateOrDateTimePeriod1Choice: one of Dt DatePeriod2, DtTm DateTimePeriod1
DatePeriod2: FrDt ISODate, ToDt ISODate
DateTimePeriod1: FrDtTm ISODateTime, ToDtTm ISODateTime
DecimalNumber: decimal 18,17
DiscountAmountAndType1: Tp? DiscountAmountType1Choice, Amt ActiveOrHistoricCurrencyAndAmount
DiscountAmountType1Choice: one of Cd ExternalDiscountAmountType1Code, Prtry Max35Text
DisplayCapabilities1: DispTp UserInterface2Code, NbOfLines Max3NumericText, LineWidth Max3NumericText
DocumentAdjustment1: Amt ActiveOrHistoricCurrencyAndAmount, CdtDbtInd? CreditDebitCode, Rsn? Max4Text, AddtlInf? Max140Text
DocumentLineIdentification1: Tp? DocumentLineType1, Nb? Max35Text, RltdDt? ISODate
DocumentLineInformation1: Id+ DocumentLineIdentification1, Desc? Max2048Text, Amt? RemittanceAmount3
DocumentLineType1: CdOrPrtry DocumentLineType1Choice, Issr? Max35Text
DocumentLineType1Choice: one of Cd ExternalDocumentLineType1Code, Prtry Max35Text
DocumentType3Code: text RADM|RPIN|FXDR|DISP|PUOR|SCOR
DocumentType6Code: text MSIN|CNFA|DNFA|CINV|CREN|DEBN|HIRI|SBIN|CMCN|SOAC|DISP|BOLD|VCHR|AROI|TSUT|PUOR
EntryDetails9: Btch? BatchInformation2, TxDtls* EntryTransaction10
EntryStatus1Choice: one of Cd ExternalEntryStatus1Code, Prtry Max35Text
EntryTransaction10: Refs? TransactionReferences6, Amt? ActiveOrHistoricCurrencyAndAmount, CdtDbtInd? CreditDebitCode, AmtDtls? AmountAndCurrencyExchange3, Avlbty* CashAvailability1, BkTxCd? BankTransactionCodeStructure4, Chrgs? Charges6, Intrst? TransactionInterest4, RltdPties? TransactionParties6, RltdAgts? TransactionAgents5, LclInstrm? LocalInstrument2Choice, Purp? Purpose2Choice, RltdRmtInf{0,10} RemittanceLocation7, RmtInf? RemittanceInformation16, RltdDts? TransactionDates3, RltdPric? TransactionPrice4Choice, RltdQties* TransactionQuantities3Choice, FinInstrmId? SecurityIdentification19, Tax? TaxInformation8, RtrInf? PaymentReturnReason5, CorpActn? CorporateAction9, SfkpgAcct? SecuritiesAccount19, CshDpst* CashDeposit1, CardTx? CardTransaction17, AddtlTxInf? Max500Text, SplmtryData* SupplementaryData1
EquivalentAmount2: Amt ActiveOrHistoricCurrencyAndAmount, CcyOfTrf ActiveOrHistoricCurrencyCode
Exact1NumericText: text /[0-9]/
Exact3NumericText: text /[0-9]{3}/
Exact4AlphaNumericText: text /[a-zA-Z0-9]{4}/
ExchangeRate1: UnitCcy? ActiveOrHistoricCurrencyCode, XchgRate? BaseOneRate, RateTp? ExchangeRateType1Code, CtrctId? Max35Text
ExchangeRateType1Code: text SPOT|SALE|AGRD
ExternalAccountIdentification1Code: text 1..4
ExternalBalanceSubType1Code: text 1..4
ExternalBalanceType1Code: text 1..4
ExternalBankTransactionDomain1Code: text 1..4
ExternalBankTransactionFamily1Code: text 1..4
ExternalBankTransactionSubFamily1Code: text 1..4
ExternalCardTransactionCategory1Code: text 1..4
ExternalCashAccountType1Code: text 1..4
ExternalCategoryPurpose1Code: text 1..4
ExternalChargeType1Code: text 1..4
ExternalClearingSystemIdentification1Code: text 1..5
ExternalCreditLineType1Code: text 1..4
ExternalDiscountAmountType1Code: text 1..4
ExternalDocumentLineType1Code: text 1..4
ExternalEntryStatus1Code: text 1..4
ExternalFinancialInstitutionIdentification1Code: text 1..4
ExternalFinancialInstrumentIdentificationType1Code: text 1..4
ExternalGarnishmentType1Code: text 1..4
ExternalLocalInstrument1Code: text 1..35
ExternalOrganisationIdentification1Code: text 1..4
ExternalPersonIdentification1Code: text 1..4
ExternalProxyAccountType1Code: text 1..4
ExternalPurpose1Code: text 1..4
ExternalRePresentmentReason1Code: text 1..4
ExternalReportingSource1Code: text 1..4
ExternalReturnReason1Code: text 1..4
ExternalServiceLevel1Code: text 1..4
ExternalTaxAmountType1Code: text 1..4
ExternalTechnicalInputChannel1Code: text 1..4
FinancialIdentificationSchemeName1Choice: one of Cd ExternalFinancialInstitutionIdentification1Code, Prtry Max35Text
FinancialInstitutionIdentification18: BICFI? BICFIDec2014Identifier, ClrSysMmbId? ClearingSystemMemberIdentification2, LEI? LEIIdentifier, Nm? Max140Text, PstlAdr? PostalAddress24, Othr? GenericFinancialIdentification1
FinancialInstrumentQuantity1Choice: one of Unit DecimalNumber, FaceAmt ImpliedCurrencyAndAmount, AmtsdVal ImpliedCurrencyAndAmount
FromToAmountRange1: FrAmt AmountRangeBoundary1, ToAmt AmountRangeBoundary1
Garnishment3: Tp GarnishmentType1, Grnshee? PartyIdentification135, GrnshmtAdmstr? PartyIdentification135, RefNb? Max140Text, Dt? ISODate, RmtdAmt? ActiveOrHistoricCurrencyAndAmount, FmlyMdclInsrncInd? TrueFalseIndicator, MplyeeTermntnInd? TrueFalseIndicator
GarnishmentType1: CdOrPrtry GarnishmentType1Choice, Issr? Max35Text
GarnishmentType1Choice: one of Cd ExternalGarnishmentType1Code, Prtry Max35Text
GenericAccountIdentification1: Id Max34Text, SchmeNm? AccountSchemeName1Choice, Issr? Max35Text
GenericFinancialIdentification1: Id Max35Text, SchmeNm? FinancialIdentificationSchemeName1Choice, Issr? Max35Text
GenericIdentification1: Id Max35Text, SchmeNm? Max35Text, Issr? Max35Text
GenericIdentification3: Id Max35Text, Issr? Max35Text
GenericIdentification30: Id Exact4AlphaNumericText, Issr Max35Text, SchmeNm? Max35Text
GenericIdentification32: Id Max35Text, Tp? PartyType3Code, Issr? PartyType4Code, ShrtNm? Max35Text
GenericOrganisationIdentification1: Id Max35Text, SchmeNm? OrganisationIdentificationSchemeName1Choice, Issr? Max35Text
GenericPersonIdentification1: Id Max35Text, SchmeNm? PersonIdentificationSchemeName1Choice, Issr? Max35Text
GroupHeader81: MsgId Max35Text, CreDtTm ISODateTime, MsgRcpt? PartyIdentification135, MsgPgntn? Pagination1, OrgnlBizQry? OriginalBusinessQuery1, AddtlInf? Max500Text
GroupHeader85: MsgId Max35Text, CreDtTm ISODateTime, Authstn{0,2} Authorisation1Choice, NbOfTxs Max15NumericText, CtrlSum? DecimalNumber, InitgPty PartyIdentification135, FwdgAgt? BranchAndFinancialInstitutionIdentification6
IBAN2007Identifier: text /[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}/
ISINOct2015Identifier: text /[A-Z]{2}[A-Z0-9]{9}[0-9]/
ISO2ALanguageCode: text /[a-z]{2}/
ISODate: date
ISODateTime: dateTime
ISOYearMonth: yearMonth
IdentificationSource3Choice: one of Cd ExternalFinancialInstrumentIdentificationType1Code, Prtry Max35Text
ImpliedCurrencyAmountRange1Choice: one of FrAmt AmountRangeBoundary1, ToAmt AmountRangeBoundary1, FrToAmt FromToAmountRange1, EQAmt ImpliedCurrencyAndAmount, NEQAmt ImpliedCurrencyAndAmount
ImpliedCurrencyAndAmount: decimal 18,5 >=0
Instruction3Code: text CHQB|HOLD|PHOB|TELB
InstructionForCreditorAgent1: Cd? Instruction3Code, InstrInf? Max140Text
InterestRecord2: Amt ActiveOrHistoricCurrencyAndAmount, CdtDbtInd CreditDebitCode, Tp? InterestType1Choice, Rate? Rate4, FrToDt? DateTimePeriod1, Rsn? Max35Text, Tax? TaxCharges2
InterestType1Choice: one of Cd InterestType1Code, Prtry Max35Text
InterestType1Code: text INDY|OVRN
LEIIdentifier: text /[A-Z0-9]{18}[0-9]{2}/
LocalInstrument2Choice: one of Cd ExternalLocalInstrument1Code, Prtry Max35Text
Max1025Text: text 1..1025
Max105Text: text 1..105
Max10Text: text 1..10
Max128Text: text 1..128
Max140Text: text 1..140
Max15NumericText: text /[0-9]{1,15}/
Max15PlusSignedNumericText: text /[\+]?[0-9]{1,15}/
Max16Text: text 1..16
Max2048Text: text 1..2048
Max34Text: text 1..34
Max350Text: text 1..350
Max35Text: text 1..35
Max3NumericText: text /[0-9]{1,3}/
Max4Text: text 1..4
Max500Text: text 1..500
Max5NumericText: text /[0-9]{1,5}/
Max70Text: text 1..70
MessageIdentification2: MsgNmId? Max35Text, MsgId? Max35Text
Min2Max3NumericText: text /[0-9]{2,3}/
Min3Max4NumericText: text /[0-9]{3,4}/
Min8Max28NumericText: text /[0-9]{8,28}/
NameAndAddress16: Nm Max140Text, Adr PostalAddress24
NamePrefix2Code: text DOCT|MADM|MISS|MIST|MIKS
NonNegativeDecimalNumber: decimal 18,17 >=0
Number: decimal 18,0
NumberAndSumOfTransactions1: NbOfNtries? Max15NumericText, Sum? DecimalNumber
NumberAndSumOfTransactions4: NbOfNtries? Max15NumericText, Sum? DecimalNumber, TtlNetNtry? AmountAndDirection35
OnLineCapability1Code: text OFLN|ONLN|SMON
OrganisationIdentification29: AnyBIC? AnyBICDec2014Identifier, LEI? LEIIdentifier, Othr* GenericOrganisationIdentification1
OrganisationIdentificationSchemeName1Choice: one of Cd ExternalOrganisationIdentification1Code, Prtry Max35Text
OriginalAndCurrentQuantities1: FaceAmt ImpliedCurrencyAndAmount, AmtsdVal ImpliedCurrencyAndAmount
OriginalBusinessQuery1: MsgId Max35Text, MsgNmId? Max35Text, CreDtTm? ISODateTime
OtherContact1: ChanlTp Max4Text, Id? Max128Text
OtherIdentification1: Id Max35Text, Sfx? Max16Text, Tp IdentificationSource3Choice
POIComponentType1Code: text SOFT|EMVK|EMVO|MRIT|CHIT|SECM|PEDV
Pagination1: PgNb Max5NumericText, LastPgInd YesNoIndicator
Party38Choice: one of OrgId OrganisationIdentification29, PrvtId PersonIdentification13
Party40Choice: one of Pty PartyIdentification135, Agt BranchAndFinancialInstitutionIdentification6
PartyIdentification135: Nm? Max140Text, PstlAdr? PostalAddress24, Id? Party38Choice, CtryOfRes? CountryCode, CtctDtls? Contact4
PartyType3Code: text OPOI|MERC|ACCP|ITAG|ACQR|CISS|DLIS
PartyType4Code: text MERC|ACCP|ITAG|ACQR|CISS|TAXH
PaymentCard4: PlainCardData? PlainCardData1, CardCtryCd? Exact3NumericText, CardBrnd? GenericIdentification1, AddtlCardData? Max70Text
PaymentContext3: CardPres? TrueFalseIndicator, CrdhldrPres? TrueFalseIndicator, OnLineCntxt? TrueFalseIndicator, AttndncCntxt? AttendanceContext1Code, TxEnvt? TransactionEnvironment1Code, TxChanl? TransactionChannel1Code, AttndntMsgCpbl? TrueFalseIndicator, AttndntLang? ISO2ALanguageCode, CardDataNtryMd CardDataReading1Code, FllbckInd? TrueFalseIndicator, AuthntcnMtd? CardholderAuthentication2
PaymentIdentification6: InstrId? Max35Text, EndToEndId Max35Text, UETR? UUIDv4Identifier
PaymentInstruction30: PmtInfId Max35Text, PmtMtd PaymentMethod3Code, BtchBookg? BatchBookingIndicator, NbOfTxs? Max15NumericText, CtrlSum? DecimalNumber, PmtTpInf? PaymentTypeInformation26, ReqdExctnDt DateAndDateTime2Choice, PoolgAdjstmntDt? ISODate, Dbtr PartyIdentification135, DbtrAcct CashAccount38, DbtrAgt BranchAndFinancialInstitutionIdentification6, DbtrAgtAcct? CashAccount38, InstrForDbtrAgt? Max140Text, UltmtDbtr? PartyIdentification135, ChrgBr? ChargeBearerType1Code, ChrgsAcct? CashAccount38, ChrgsAcctAgt? BranchAndFinancialInstitutionIdentification6, CdtTrfTxInf+ CreditTransferTransaction34
PaymentMethod3Code: text CHK|TRF|TRA
PaymentReturnReason5: OrgnlBkTxCd? BankTransactionCodeStructure4, Orgtr? PartyIdentification135, Rsn? ReturnReason5Choice, AddtlInf* Max105Text
PaymentTypeInformation26: InstrPrty? Priority2Code, SvcLvl* ServiceLevel8Choice, LclInstrm? LocalInstrument2Choice, CtgyPurp? CategoryPurpose1Choice
PercentageRate: decimal 11,10
PersonIdentification13: DtAndPlcOfBirth? DateAndPlaceOfBirth1, Othr* GenericPersonIdentification1
PersonIdentificationSchemeName1Choice: one of Cd ExternalPersonIdentification1Code, Prtry Max35Text
PhoneNumber: text /\+[0-9]{1,3}-[0-9()+\-]{1,30}/
PlainCardData1: PAN Min8Max28NumericText, CardSeqNb? Min2Max3NumericText, FctvDt? ISOYearMonth, XpryDt ISOYearMonth, SvcCd? Exact3NumericText, TrckData* TrackData1, CardSctyCd? CardSecurityInformation1
PointOfInteraction1: Id GenericIdentification32, SysNm? Max70Text, GrpId? Max35Text, Cpblties? PointOfInteractionCapabilities1, Cmpnt* PointOfInteractionComponent1
PointOfInteractionCapabilities1: CardRdngCpblties* CardDataReading1Code, CrdhldrVrfctnCpblties* CardholderVerificationCapability1Code, OnLineCpblties? OnLineCapability1Code, DispCpblties* DisplayCapabilities1, PrtLineWidth? Max3NumericText
PointOfInteractionComponent1: POICmpntTp POIComponentType1Code, ManfctrId? Max35Text, Mdl? Max35Text, VrsnNb? Max16Text, SrlNb? Max35Text, ApprvlNb* Max70Text
PostalAddress24: AdrTp? AddressType3Choice, Dept? Max70Text, SubDept? Max70Text, StrtNm? Max70Text, BldgNb? Max16Text, BldgNm? Max35Text, Flr? Max70Text, PstBx? Max16Text, Room? Max70Text, PstCd? Max16Text, TwnNm? Max35Text, TwnLctnNm? Max35Text, DstrctNm? Max35Text, CtrySubDvsn? Max35Text, Ctry? CountryCode, AdrLine{0,7} Max70Text
PreferredContactMethod1Code: text LETT|MAIL|PHON|FAXX|CELL
Price7: Tp YieldedOrValueType1Choice, Val PriceRateOrAmount3Choice
PriceRateOrAmount3Choice: one of Rate PercentageRate, Amt ActiveOrHistoricCurrencyAnd13DecimalAmount
PriceValueType1Code: text DISC|PREM|PARV
Priority2Code: text HIGH|NORM
Product2: PdctCd Max70Text, UnitOfMeasr? UnitOfMeasure1Code, PdctQty? DecimalNumber, UnitPric? ImpliedCurrencyAndAmount, PdctAmt? ImpliedCurrencyAndAmount, TaxTp? Max35Text, AddtlPdctInf? Max35Text
ProprietaryAgent4: Tp Max35Text, Agt BranchAndFinancialInstitutionIdentification6
ProprietaryBankTransactionCodeStructure1: Cd Max35Text, Issr? Max35Text
ProprietaryDate3: Tp Max35Text, Dt DateAndDateTime2Choice
ProprietaryParty5: Tp Max35Text, Pty Party40Choice
ProprietaryPrice2: Tp Max35Text, Pric ActiveOrHistoricCurrencyAndAmount
ProprietaryQuantity1: Tp Max35Text, Qty Max35Text
ProprietaryReference1: Tp Max35Text, Ref Max35Text
ProxyAccountIdentification1: Tp? ProxyAccountType1Choice, Id Max2048Text
ProxyAccountType1Choice: one of Cd ExternalProxyAccountType1Code, Prtry Max35Text
Purpose2Choice: one of Cd ExternalPurpose1Code, Prtry Max35Text
Rate4: Tp RateType4Choice, VldtyRg? ActiveOrHistoricCurrencyAndAmountRange2
RateType4Choice: one of Pctg PercentageRate, Othr Max35Text
ReferredDocumentInformation7: Tp? ReferredDocumentType4, Nb? Max35Text, RltdDt? ISODate, LineDtls* DocumentLineInformation1
ReferredDocumentType3Choice: one of Cd DocumentType6Code, Prtry Max35Text
ReferredDocumentType4: CdOrPrtry ReferredDocumentType3Choice, Issr? Max35Text
RegulatoryAuthority2: Nm? Max140Text, Ctry? CountryCode
RegulatoryReporting3: DbtCdtRptgInd? RegulatoryReportingType1Code, Authrty? RegulatoryAuthority2, Dtls* StructuredRegulatoryReporting3
RegulatoryReportingType1Code: text CRED|DEBT|BOTH
RemittanceAmount2: DuePyblAmt? ActiveOrHistoricCurrencyAndAmount, DscntApldAmt* DiscountAmountAndType1, CdtNoteAmt? ActiveOrHistoricCurrencyAndAmount, TaxAmt* TaxAmountAndType1, AdjstmntAmtAndRsn* DocumentAdjustment1, RmtdAmt? ActiveOrHistoricCurrencyAndAmount
RemittanceAmount3: DuePyblAmt? ActiveOrHistoricCurrencyAndAmount, DscntApldAmt* DiscountAmountAndType1, CdtNoteAmt? ActiveOrHistoricCurrencyAndAmount, TaxAmt* TaxAmountAndType1, AdjstmntAmtAndRsn* DocumentAdjustment1, RmtdAmt? ActiveOrHistoricCurrencyAndAmount
RemittanceInformation16: Ustrd* Max140Text, Strd* StructuredRemittanceInformation16
RemittanceLocation7: RmtId? Max35Text, RmtLctnDtls* RemittanceLocationData1
RemittanceLocationData1: Mtd RemittanceLocationMethod2Code, ElctrncAdr? Max2048Text, PstlAdr? NameAndAddress16
RemittanceLocationMethod2Code: text FAXI|EDIC|URID|EMAL|POST|SMSM
ReportEntry10: NtryRef? Max35Text, Amt ActiveOrHistoricCurrencyAndAmount, CdtDbtInd CreditDebitCode, RvslInd? TrueFalseIndicator, Sts EntryStatus1Choice, BookgDt? DateAndDateTime2Choice, ValDt? DateAndDateTime2Choice, AcctSvcrRef? Max35Text, Avlbty* CashAvailability1, BkTxCd BankTransactionCodeStructure4, ComssnWvrInd? YesNoIndicator, AddtlInfInd? MessageIdentification2, AmtDtls? AmountAndCurrencyExchange3, Chrgs? Charges6, TechInptChanl? TechnicalInputChannel1Choice, Intrst? TransactionInterest4, CardTx? CardEntry4, NtryDtls* EntryDetails9, AddtlNtryInf? Max500Text
ReportingSource1Choice: one of Cd ExternalReportingSource1Code, Prtry Max35Text
ReturnReason5Choice: one of Cd ExternalReturnReason1Code, Prtry Max35Text
SecuritiesAccount19: Id Max35Text, Tp? GenericIdentification30, Nm? Max70Text
SecurityIdentification19: ISIN? ISINOct2015Identifier, OthrId* OtherIdentification1, Desc? Max140Text
SequenceRange1: FrSeq Max35Text, ToSeq Max35Text
SequenceRange1Choice: one of FrSeq Max35Text, ToSeq Max35Text, FrToSeq+ SequenceRange1, EQSeq+ Max35Text, NEQSeq+ Max35Text
ServiceLevel8Choice: one of Cd ExternalServiceLevel1Code, Prtry Max35Text
StructuredRegulatoryReporting3: Tp? Max35Text, Dt? ISODate, Ctry? CountryCode, Cd? Max10Text, Amt? ActiveOrHistoricCurrencyAndAmount, Inf* Max35Text
StructuredRemittanceInformation16: RfrdDocInf* ReferredDocumentInformation7, RfrdDocAmt? RemittanceAmount2, CdtrRefInf? CreditorReferenceInformation2, Invcr? PartyIdentification135, Invcee? PartyIdentification135, TaxRmt? TaxInformation7, GrnshmtRmt? Garnishment3, AddtlRmtInf{0,3} Max140Text
SupplementaryData1: PlcAndNm? Max350Text, Envlp SupplementaryDataEnvelope1
SupplementaryDataEnvelope1: any
TaxAmount2: Rate? PercentageRate, TaxblBaseAmt? ActiveOrHistoricCurrencyAndAmount, TtlAmt? ActiveOrHistoricCurrencyAndAmount, Dtls* TaxRecordDetails2
TaxAmountAndType1: Tp? TaxAmountType1Choice, Amt ActiveOrHistoricCurrencyAndAmount
TaxAmountType1Choice: one of Cd ExternalTaxAmountType1Code, Prtry Max35Text
TaxAuthorisation1: Titl? Max35Text, Nm? Max140Text
TaxCharges2: Id? Max35Text, Rate? PercentageRate, Amt? ActiveOrHistoricCurrencyAndAmount
TaxInformation7: Cdtr? TaxParty1, Dbtr? TaxParty2, UltmtDbtr? TaxParty2, AdmstnZone? Max35Text, RefNb? Max140Text, Mtd? Max35Text, TtlTaxblBaseAmt? ActiveOrHistoricCurrencyAndAmount, TtlTaxAmt? ActiveOrHistoricCurrencyAndAmount, Dt? ISODate, SeqNb? Number, Rcrd* TaxRecord2
TaxInformation8: Cdtr? TaxParty1, Dbtr? TaxParty2, AdmstnZone? Max35Text, RefNb? Max140Text, Mtd? Max35Text, TtlTaxblBaseAmt? ActiveOrHistoricCurrencyAndAmount, TtlTaxAmt? ActiveOrHistoricCurrencyAndAmount, Dt? ISODate, SeqNb? Number, Rcrd* TaxRecord2
TaxParty1: TaxId? Max35Text, RegnId? Max35Text, TaxTp? Max35Text
TaxParty2: TaxId? Max35Text, RegnId? Max35Text, TaxTp? Max35Text, Authstn? TaxAuthorisation1
TaxPeriod2: Yr? ISODate, Tp? TaxRecordPeriod1Code, FrToDt? DatePeriod2
TaxRecord2: Tp? Max35Text, Ctgy? Max35Text, CtgyDtls? Max35Text, DbtrSts? Max35Text, CertId? Max35Text, FrmsCd? Max35Text, Prd? TaxPeriod2, TaxAmt? TaxAmount2, AddtlInf? Max140Text
TaxRecordDetails2: Prd? TaxPeriod2, Amt ActiveOrHistoricCurrencyAndAmount
TaxRecordPeriod1Code: text MM01|MM02|MM03|MM04|MM05|MM06|MM07|MM08|MM09|MM10|MM11|MM12|QTR1|QTR2|QTR3|QTR4|HLF1|HLF2
TechnicalInputChannel1Choice: one of Cd ExternalTechnicalInputChannel1Code, Prtry Max35Text
TotalTransactions6: TtlNtries? NumberAndSumOfTransactions4, TtlCdtNtries? NumberAndSumOfTransactions1, TtlDbtNtries? NumberAndSumOfTransactions1, TtlNtriesPerBkTxCd* TotalsPerBankTransactionCode5
TotalsPerBankTransactionCode5: NbOfNtries? Max15NumericText, Sum? DecimalNumber, TtlNetNtry? AmountAndDirection35, CdtNtries? NumberAndSumOfTransactions1, DbtNtries? NumberAndSumOfTransactions1, FcstInd? TrueFalseIndicator, BkTxCd BankTransactionCodeStructure4, Avlbty* CashAvailability1, Dt? DateAndDateTime2Choice
TrackData1: TrckNb? Exact1NumericText, TrckVal Max140Text
TransactionAgents5: InstgAgt? BranchAndFinancialInstitutionIdentification6, InstdAgt? BranchAndFinancialInstitutionIdentification6, DbtrAgt? BranchAndFinancialInstitutionIdentification6, CdtrAgt? BranchAndFinancialInstitutionIdentification6, IntrmyAgt1? BranchAndFinancialInstitutionIdentification6, IntrmyAgt2? BranchAndFinancialInstitutionIdentification6, IntrmyAgt3? BranchAndFinancialInstitutionIdentification6, RcvgAgt? BranchAndFinancialInstitutionIdentification6, DlvrgAgt? BranchAndFinancialInstitutionIdentification6, IssgAgt? BranchAndFinancialInstitutionIdentification6, SttlmPlc? BranchAndFinancialInstitutionIdentification6, Prtry* ProprietaryAgent4
TransactionChannel1Code: text MAIL|TLPH|ECOM|TVPY
TransactionDates3: AccptncDtTm? ISODateTime, TradActvtyCtrctlSttlmDt? ISODate, TradDt? ISODate, IntrBkSttlmDt? ISODate, StartDt? ISODate, EndDt? ISODate, TxDtTm? ISODateTime, Prtry* ProprietaryDate3
TransactionEnvironment1Code: text MERC|PRIV|PUBL
TransactionIdentifier1: TxDtTm ISODateTime, TxRef Max35Text
TransactionInterest4: TtlIntrstAndTaxAmt? ActiveOrHistoricCurrencyAndAmount, Rcrd* InterestRecord2
TransactionParties6: InitgPty? Party40Choice, Dbtr? Party40Choice, DbtrAcct? CashAccount38, UltmtDbtr? Party40Choice, Cdtr? Party40Choice, CdtrAcct? CashAccount38, UltmtCdtr? Party40Choice, TradgPty? Party40Choice, Prtry* ProprietaryParty5
TransactionPrice4Choice: one of DealPric Price7, Prtry+ ProprietaryPrice2
TransactionQuantities3Choice: one of Qty FinancialInstrumentQuantity1Choice, OrgnlAndCurFaceAmt OriginalAndCurrentQuantities1, Prtry ProprietaryQuantity1
TransactionReferences6: MsgId? Max35Text, AcctSvcrRef? Max35Text, PmtInfId? Max35Text, InstrId? Max35Text, EndToEndId? Max35Text, UETR? UUIDv4Identifier, TxId? Max35Text, MndtId? Max35Text, ChqNb? Max35Text, ClrSysRef? Max35Text, AcctOwnrTxId? Max35Text, AcctSvcrTxId? Max35Text, MktInfrstrctrTxId? Max35Text, PrcgId? Max35Text, Prtry* ProprietaryReference1
TrueFalseIndicator: boolean
UUIDv4Identifier: text /[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}/
UnitOfMeasure1Code: text PIEC|TONS|FOOT|GBGA|USGA|GRAM|INCH|KILO|PUND|METR|CMET|MMET|LITR|CELI|MILI|GBOU|USOU|GBQA|USQA|GBPI|USPI|MILE|KMET|YARD|SQKI|HECT|ARES|SMET|SCMT|SMIL|SQMI|SQYA|SQFO|SQIN|ACRE
UserInterface2Code: text MDSP|CDSP
YesNoIndicator: boolean
YieldedOrValueType1Choice: one of Yldd YesNoIndicator, ValTp PriceValueType1Code
`;
