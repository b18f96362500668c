import type { ResultCaseFile } from './case-file.ts';
import { token } from './token.ts';

export default {
  rule: 'azure-key',
  attacks: [
    `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=«${token(86)}==»;EndpointSuffix=core.windows.net`,
    `AccountKey=«${token(86)}==»`,
    ['AccountKey', `«${token(86)}==»`],
    `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=«${token(43)}=»`,
    `https://x.blob.core.windows.net/c/b?sv=2022-11-02&se=2025-01-01&sr=b&sp=r&sig=«${token(42)}%2B%3D»`,
    `?sv=2022-11-02&sig=«${token(43)}%3D»&se=2025`,
    `client secret «aB3${token(1, 'digits')}Q~${token(33)}»`,
    ['clientSecret', `«xY_8Q~${token(31)}»`],
    `sig=«${token(43)}=»`,
    `"AccountKey": "«${token(86)}==»"`,
  ],
  benign: [
    'AccountKey=UseDevelopmentStorage',
    'AccountKey=<your key>',
    'AccountKey=${KEY}',
    'sig=0',
    'sig=SIGTERM&x=1',
    'sig=42',
    'design=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz=',
    '8Q~ is part of it',
    'SharedAccessKeyName=RootManageSharedAccessKey',
    `sig=${token(20)}`,
  ],
} satisfies ResultCaseFile;
