/**
 * A lean HTTP/1.1 client for load: one keep-alive socket per connection, one request at a time on it.
 *
 * On two cores the client is half of any figure, so it does only what a phone's answer needs: status, length, JSON.
 */
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
export type Send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<Answer>;

export interface Connection {
  readonly send: Send;
  readonly close: () => void;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Opens lazily, reopens after a broken socket; rejects when the server goes away before a whole answer has come. */
export function connection(url: string, headers: Readonly<Record<string, string>> = {}): Connection {
  const { hostname, port, host } = new URL(url);
  const extra = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  let socket: Socket | null = null;
  let received: Buffer = Buffer.alloc(0);
  let waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | null = null;

  const fail = (error: Error) => {
    socket?.destroy();
    socket = null;
    received = Buffer.alloc(0);
    const { reject } = waiting ?? { reject: () => undefined };
    waiting = null;
    reject(error);
  };

  const onData = (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = parse(received);
    if (answer === null || waiting === null) return;
    received = Buffer.alloc(0);
    const { resolve } = waiting;
    waiting = null;
    resolve(answer);
  };

  const send: Send = (method, path, body) =>
    new Promise((resolve, reject) => {
      if (waiting !== null) throw new Error('one request at a time on a connection');
      waiting = { resolve, reject };
      if (socket === null) {
        const opened = connect({ host: hostname, port: Number(port), noDelay: true });
        opened.on('data', onData);
        opened.on('error', fail);
        opened.on('close', () => socket === opened && fail(new Error('the server closed the connection')));
        socket = opened;
      }
      const text = body === undefined ? '' : JSON.stringify(body);
      const type = body === undefined ? '' : 'content-type: application/json\r\n';
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${type}${extra}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      );
    });

  return { send, close: () => socket?.destroy() };
}

/** The whole answer, or null while bytes are missing. */
function parse(bytes: Buffer): Answer | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const start = end + HEAD_END.length;
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  const text = length === undefined ? chunked(bytes, start, head) : sized(bytes, start, Number(length));
  if (text === null) return null;
  return { status, body: text.length > 0 && head.includes('json') ? JSON.parse(text) : text };
}

const sized = (bytes: Buffer, start: number, length: number): string | null =>
  bytes.length < start + length ? null : bytes.toString('utf8', start, start + length);

function chunked(bytes: Buffer, start: number, head: string): string | null {
  if (!head.includes('transfer-encoding: chunked')) return '';
  const parts: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (bytes.length < lineEnd + 2 + size + 2) return null;
    if (size === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
