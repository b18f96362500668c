import { bind, bindingKey } from '../core/identity/binding.ts';
import { rewriteEndpoint, sessionIn } from '../core/mcp/sse-endpoint.ts';
import type { ServerEntry } from '../core/policy/entries.ts';
import type { Ports } from '../core/ports.ts';
import type { AnswerJudge } from '../core/response.ts';
import type { Expectation } from './expectation.ts';
import { unbind } from './sessions.ts';

type Endpoints = NonNullable<ServerEntry['sse']>;

/** Whose stream it is, and of which server. */
export interface Subscriber {
  readonly server: string;
  readonly expectation: Expectation;
  readonly ports: Ports;
  readonly judge: AnswerJudge;
}

/** A stream of HTTP+SSE, which is a session: the caller's for as long as the stream is open. */
export class LegacyStream {
  declare private readonly endpoints: Endpoints;
  declare private readonly subscriber: Subscriber;
  declare private key: string | undefined;

  constructor(endpoints: Endpoints, subscriber: Subscriber) {
    this.endpoints = endpoints;
    this.subscriber = subscriber;
    this.key = undefined;
  }

  /** The address that the client is to post to, whose session is its own now; undefined when it cannot be. */
  open(uri: string): string | undefined {
    const { messages, upstreamMessages = messages } = this.endpoints;
    const address = rewriteEndpoint(uri, upstreamMessages, messages);
    const id = address === undefined ? undefined : sessionIn(address);
    if (id === undefined || this.bind(id)) return address;
    const { judge } = this.subscriber;
    judge.broken.add('answer.session');
    return judge.isMonitored() ? address : undefined;
  }

  /** Nothing comes any more. A client that leaves is not seen here: what it opened is forgotten with time. */
  close(): void {
    if (this.key !== undefined) unbind(this.key);
    this.key = undefined;
  }

  private bind(id: string): boolean {
    const { server, expectation, ports } = this.subscriber;
    const claim = { what: 'sse', id } as const;
    if (!bind(server, claim, expectation, ports)) return false;
    this.key = bindingKey(server, claim);
    return true;
  }
}
