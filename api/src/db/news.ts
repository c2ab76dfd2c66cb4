/** The line over which processes tell each other to look again: LISTEN on a connection of its own, which comes back by itself. */
import postgres from 'postgres';

const CHANNEL = 'gonglun_news';
/** Between two attempts to get the line back. */
const AGAIN_MS = 500;

export async function announce(sql: postgres.Sql, text: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${text})`;
}

interface LineEnds {
  /** The line is up, for the first time or again. */
  readonly up: () => void;
  /** The line was lost. */
  readonly down: () => void;
  readonly hear: (text: string) => void;
}

/**
 * The driver's own `sql.listen` gives up when the first attempt to reconnect fails, so a restart of PostgreSQL would
 * leave a process deaf for good. This one tries until it is ended.
 */
export function listenLine(sql: postgres.Sql, { up, down, hear }: LineEnds): { end(): Promise<void> } {
  let ended = false;
  let timer: NodeJS.Timeout | null = null;

  const again = () => {
    if (ended || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      void start();
    }, AGAIN_MS);
    timer.unref();
  };
  const options = {
    ...sql.options,
    max: 1,
    idle_timeout: null,
    max_lifetime: null,
    onnotify: (_channel: string, text: string) => hear(text),
    onclose: () => {
      if (ended) return;
      down();
      again();
    },
  };
  // `onnotify` is how the driver's own listen is built; its types leave it out.
  const line = postgres(options as unknown as postgres.Options<Record<string, never>>);

  async function start(): Promise<void> {
    try {
      await line`listen ${line(CHANNEL)}`;
      up();
    } catch {
      again();
    }
  }
  void start();

  return {
    async end() {
      ended = true;
      if (timer !== null) clearTimeout(timer);
      await line.end({ timeout: 1 });
    },
  };
}
