import { connect, type Socket } from 'node:net';

/** An HTTP answer, read off the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; a repeated header's values are joined by ", ". */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface RawOptions {
  /** Source address: every 127.0.0.0/8 address is this machine. */
  readonly from?: string;
}

/** Opens a connection to the gateway for bytes no HTTP client would send. */
export function openSocket(port: number, { from = '127.0.0.1' }: RawOptions = {}): Socket {
  return connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
}

/** Sends bytes as they are and reads one answer. */
export function sendRaw(port: number, bytes: Uint8Array | string, options: RawOptions = {}): Promise<RawAnswer> {
  const socket = openSocket(port, options);
  const answer = readAnswer(socket);
  socket.write(bytes);
  return answer;
}

/** Reads one answer off a socket and closes it; rejects when the connection ends before one. */
export async function readAnswer(socket: Socket): Promise<RawAnswer> {
  const [answer] = await readAnswers(socket, 1);
  if (answer === undefined) throw new Error('the connection ended without an answer');
  return answer;
}

/** Reads this many answers off a socket (fewer when the connection ends) and closes it. */
export function readAnswers(socket: Socket, wanted: number): Promise<RawAnswer[]> {
  return new Promise((resolve, reject) => {
    let buffer = Buffer.alloc(0);
    const answers: RawAnswer[] = [];
    socket.on('data', (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      for (let parsed = parseAnswer(buffer, false); parsed !== undefined && answers.length < wanted; parsed = parseAnswer(buffer, false)) {
        answers.push(parsed.answer);
        buffer = buffer.subarray(parsed.length);
      }
      if (answers.length === wanted) socket.destroy();
    });
    let failure: Error | undefined;
    socket.on('error', (error) => { failure = error; });
    // A server that answers early may reset while the rest of the request is still on its way.
    socket.on('close', () => {
      const last = parseAnswer(buffer, true);
      if (last !== undefined && answers.length < wanted) answers.push(last.answer);
      if (answers.length === 0 && failure !== undefined) reject(failure);
      else resolve(answers);
    });
  });
}

interface Parsed {
  readonly answer: RawAnswer;
  readonly length: number;
}

function parseAnswer(bytes: Buffer, ended: boolean): Parsed | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const status = Number(statusLine.split(' ')[1]);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers.set(name, headers.has(name) ? `${headers.get(name) ?? ''}, ${value}` : value);
  }
  const from = headEnd + 4;
  if (status === 100) return parseAnswer(bytes.subarray(from), ended);
  const body = readBody(bytes.subarray(from), status, headers, ended);
  return body === undefined ? undefined : { answer: { status, headers, body: body.body }, length: from + body.length };
}

function readBody(rest: Buffer, status: number, headers: ReadonlyMap<string, string>, ended: boolean): { body: Buffer; length: number } | undefined {
  if (status === 204 || status === 304 || status === 101) return { body: Buffer.alloc(0), length: 0 };
  const length = headers.get('content-length');
  if (length !== undefined) return rest.length >= Number(length) ? { body: rest.subarray(0, Number(length)), length: Number(length) } : undefined;
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(rest, ended);
  return ended ? { body: rest, length: rest.length } : undefined;
}

function readChunks(rest: Buffer, ended: boolean): { body: Buffer; length: number } | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return ended ? { body: Buffer.concat(chunks), length: rest.length } : undefined;
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString(), 16);
    const next = lineEnd + 2 + size + 2;
    if (rest.length < next) return ended ? { body: Buffer.concat(chunks), length: rest.length } : undefined;
    if (size === 0) return { body: Buffer.concat(chunks), length: next };
    chunks.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}
