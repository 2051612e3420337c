import { randomInt } from 'node:crypto';

/** Letters and digits that nobody mistakes for one another when they are read out or copied by hand. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 16;
export const SHORTEST_PASSWORD = 12;

/** A first password, to be handed over once: 79 random bits in groups of four. */
export function newPassword(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** What is wrong with a password that somebody chose for themselves; null when nothing is. */
export function passwordProblem(password: string, username: string): string | null {
  if (password.length < SHORTEST_PASSWORD) return `密码少于 ${SHORTEST_PASSWORD} 个字符。`;
  if (password.toLowerCase().includes(username.toLowerCase())) return '密码中含有用户名。';
  if (new Set(password).size < 5) return '密码中不同的字符太少。';
  return null;
}
