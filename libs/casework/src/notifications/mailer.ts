/** A letter as it is sent: plain text to one address. */
export interface Letter {
  /** Stays the same however often it is tried; becomes its Message-ID. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

/**
 * What a mail server made of a letter, with its own words. `refused` is for good; `deferred` means that it surely has not
 * taken the letter, which may be tried again; `unknown` that it may have taken it: sent again it could arrive twice.
 */
export interface MailAnswer {
  outcome: 'accepted' | 'refused' | 'deferred' | 'unknown';
  /** True where it is the address that was refused for good. */
  badAddress: boolean;
  answer: string;
}

/** The way to a mail server. Never throws: what goes wrong is an answer. */
export interface Mailer {
  send(letter: Letter): Promise<MailAnswer>;
}

/** How letters are sent; absent: none are. Holds a password: never log it. */
export interface MailRules {
  /** smtp: or smtps: address, with user name and password where the server asks for them. */
  smtpUrl: string;
  /** Sender. */
  from: string;
  /** Where people reach the console: letters hold a link and no particulars. */
  consoleUrl: string;
}
