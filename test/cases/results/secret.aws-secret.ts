import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'aws-secret',
  attacks: [
    'aws_secret_access_key = «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»',
    'aws_secret_access_key=«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»',
    'AWS_SECRET_ACCESS_KEY="«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»"',
    '{"SecretAccessKey": "«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»"}',
    ['secretAccessKey', '«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»'],
    ['SecretAccessKey', '«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»'],
    'secret access key: «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»',
    '"secretAccessKey" => "«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»"',
    `aws_session_token = «${token(180)}==»`,
    ['SessionToken', `«${token(200)}»`],
    `AWS_SESSION_TOKEN=«${token(120)}»`,
    '  secret_key: «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»\n  region: eu-west-1',
    '{\\"SecretAccessKey\\": \\"«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»\\"}',
  ],
  benign: [
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709',
    ['secretAccessKey', 'see the vault'],
    'secret access key: ask your administrator',
    'aws_secret_access_key = ${AWS_SECRET}',
    'const secretAccessKey = process.env.AWS_SECRET_ACCESS_KEY;',
    ['etag', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    'checksum: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'session token: none',
    'secret_key: short',
  ],
} satisfies ResultCaseFile;
