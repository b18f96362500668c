import { answerToken, refreshAllKeys } from './host/jwt/answer-token.ts';

/** What tells who calls and is asked too rarely to be in the context of every request: handlers of internal locations (server.conf). */
export default {
  /** `js_content` */
  token: answerToken,
  /** `js_periodic` */
  refresh: refreshAllKeys,
};
