import { Link } from 'react-router';
import { PartyFileLink } from '../parties/party-name';
import { Amount } from '../pieces/amount';
import { type Column } from '../pieces/columns';
import { ToneTag } from '../pieces/state-tag';
import { dueInWords, endInWords, OFFER_TONES, type OfferSummary } from './offer-words';

const REST: readonly Column<OfferSummary>[] = [
  {
    key: 'clauses',
    title: '条款',
    width: 110,
    render: ({ lines }) => lines.map(({ clause }) => clause).join('、'),
  },
  {
    key: 'amount',
    title: '金额',
    align: 'right',
    width: 120,
    render: ({ amountFen }) => <Amount fen={amountFen} />,
  },
  {
    key: 'state',
    title: '状态',
    width: 90,
    render: ({ state, stateZh }) => <ToneTag tone={OFFER_TONES[state]} words={stateZh} />,
  },
  {
    key: 'due',
    title: '确认期限',
    width: 110,
    render: (offer) => (
      <>
        {offer.expiresOn}
        {offer.state === 'open' && <div className="muted small">{dueInWords(offer)}</div>}
      </>
    ),
  },
  { key: 'end', title: '结束原因', width: 150, render: (offer) => endInWords(offer) || '—' },
];

/** Columns of a list of offers; the name of the enterprise leads to the offer. */
export const offerColumns = (regionName: (code: string) => string): readonly Column<OfferSummary>[] => [
  {
    key: 'applicant',
    title: '企业名称',
    heading: true,
    width: 150,
    render: ({ id, applicant }) => (
      <>
        <Link to={`/pushed-offers/${id}`}>{applicant.registeredName}</Link>
        <PartyFileLink partyId={applicant.id} />
      </>
    ),
  },
  { key: 'county', title: '县区', width: 90, render: ({ countyCode }) => regionName(countyCode) },
  { key: 'call', title: '事项', width: 150, render: ({ call }) => call.title },
  ...REST,
];

/** Columns of the offers to one enterprise. */
export const OWN_OFFER_COLUMNS: readonly Column<OfferSummary>[] = [
  {
    key: 'call',
    title: '事项',
    heading: true,
    width: 200,
    render: ({ id, call }) => <Link to={`/pushed-offers/${id}`}>{call.title}</Link>,
  },
  ...REST,
];
