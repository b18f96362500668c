import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'private-key',
  attacks: [
    `«-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----END PRIVATE KEY-----»`,
    `key:\n«-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----END RSA PRIVATE KEY-----»\nend`,
    `«-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n${token(64)}\n${token(40)}==\n-----END RSA PRIVATE KEY-----»\n`,
    `«-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n${token(70)}\n-----END OPENSSH PRIVATE KEY-----»`,
    `«-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n${token(64)}\n=aB3d\n-----END PGP PRIVATE KEY BLOCK-----»`,
    `{"private_key": "«-----BEGIN PRIVATE KEY-----\\n${token(64)}\\n${token(30)}\\n-----END PRIVATE KEY-----»\\n", "client_email": "x"}`,
    `«-----BEGIN EC PRIVATE KEY-----\r\n${token(64)}\r\n-----END EC PRIVATE KEY-----»\r\n`,
    `  «-----BEGIN PRIVATE KEY-----\n  ${token(64)}\n  ${token(12)}\n  -----END PRIVATE KEY-----»\n  next`,
    ['private_key', `«-----BEGIN ENCRYPTED PRIVATE KEY-----\n${token(64)}\n-----END ENCRYPTED PRIVATE KEY-----»\n`],
    `cut: «-----BEGIN PRIVATE KEY-----\n${token(64)}\n${token(20)}»`,
    `«AGE-SECRET-KEY-1${token(58, 'upper')}»`,
    `# created\n«AGE-SECRET-KEY-1${token(58, 'upper')}»\n`,
  ],
  benign: [
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END CERTIFICATE-----',
    'if (text.startsWith("-----BEGIN PRIVATE KEY-----")) parse(text);',
    'Files that begin with -----BEGIN RSA PRIVATE KEY----- are keys.',
    'BEGIN PRIVATE KEY',
    'PRIVATE KEY: see below',
    '-----BEGIN PRIVATE KEY----- ... -----END PRIVATE KEY-----',
    `-----BEGIN PRIVATE KEY-----{{ key }}-----END PRIVATE KEY-----`,
    'AGE-SECRET-KEY-1',
    'grep -r "-----BEGIN OPENSSH PRIVATE KEY-----" ~/.ssh',
  ],
} satisfies ResultCaseFile;
