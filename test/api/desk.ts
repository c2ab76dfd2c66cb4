/**
 * A desk for tests: somebody who asks the desk's HTTP API and looks at the whole answer, refusals included.
 */
import { newSlip, presetRules, slipHash, toHex } from 'ballot-core';
import type { Answers, EventId, GradesPaper, GroupId, PollId, Rule } from 'ballot-core';
import type { DeskEvent, DeskPoll, EventDraft, PollDraft, Role } from 'api';
import type { Running } from '../../api/src/serve.ts';
import { keysSettled } from '../../api/src/desk/keys.ts';
import { setupLink } from '../../api/src/desk/setup.ts';
import { connection } from '../load/http.ts';
import { admit, ballotOf, cast, eventView, issue, random } from '../load/phone.ts';

export interface Answer {
  readonly status: number;
  // What came, whatever it is: tests look at it, nothing is built on it.
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookies: readonly string[];
}

export interface Person {
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  readonly cookie: string;
}

export const PASSWORD = 'a long password';

/** Somebody with this cookie, or a stranger. Sends `{}` with unsafe methods, as our pages do. */
export function person(url: string, cookie = ''): Person {
  return {
    cookie,
    async ask(method, path, body = {}, headers = {}) {
      const unsafe = method !== 'GET';
      const answer = await fetch(`${url}/api/desk${path}`, {
        method,
        headers: {
          ...(unsafe ? { 'content-type': 'application/json' } : {}),
          ...(cookie ? { cookie } : {}),
          ...headers,
        },
        ...(unsafe ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : { text },
        cookies: answer.headers.getSetCookie(),
      };
    },
  };
}

export async function signIn(url: string, username: string, password = PASSWORD): Promise<Person> {
  const { status, cookies } = await person(url).ask('POST', '/session', { username, password });
  if (status !== 200) throw new Error(`${username} could not sign in: ${status}`);
  return person(url, cookieOf(cookies));
}

export const cookieOf = (cookies: readonly string[]): string => cookies.map((line) => line.split(';')[0]).join('; ');

export async function setupToken({ deps, url }: Running): Promise<string> {
  const link = await setupLink(deps, url);
  if (link === null) throw new Error('the desk has users already');
  return link.slice(link.indexOf('#') + 1);
}

export type Staff = Readonly<Record<Role, Person>>;

/** One of each role; user names are the roles. */
export async function staffOf(running: Running): Promise<Staff> {
  const { url } = running;
  const token = await setupToken(running);
  await person(url).ask('POST', '/setup', { token, username: 'organizer', name: '会务', password: PASSWORD });
  const organizer = await signIn(url, 'organizer');
  for (const role of ['clerk', 'teller', 'observer'] as const) {
    await organizer.ask('POST', '/users', { username: role, name: role, role, password: PASSWORD });
  }
  const [clerk, teller, observer] = [
    await signIn(url, 'clerk'),
    await signIn(url, 'teller'),
    await signIn(url, 'observer'),
  ];
  return { organizer, clerk, teller, observer };
}

export const PAPER: GradesPaper = {
  kind: 'grades',
  subjects: [
    { id: 's1', name: '张三' },
    { id: 's2', name: '李四', note: '办公室主任' },
  ],
  dimensions: [{ id: 'all', name: '总体' }],
  scale: [
    { id: 'excellent', name: '优秀', counted: true },
    { id: 'competent', name: '称职', counted: true },
    { id: 'basic', name: '基本称职', counted: true },
    { id: 'incompetent', name: '不称职', counted: true },
  ],
  blank: 'allow',
};

export const EVENT: EventDraft = {
  title: '2026 年度民主测评',
  place: '第一会议室',
  groups: [
    { id: 'leaders' as GroupId, name: '班子成员', due: 9 },
    { id: 'staff' as GroupId, name: '其他干部', due: 30 },
  ],
};

export const POLL: PollDraft = {
  title: '领导干部民主测评',
  paper: PAPER,
  rules: presetRules('P01'),
  release: { mode: 'batches', k: 5, minTurnout: [1, 5] },
};

/** A meeting with one draft poll. */
export async function meeting(
  organizer: Person,
  draft: PollDraft = POLL,
): Promise<{ readonly event: string; readonly poll: PollId }> {
  const { event, polls } = await meetingOf(organizer, [draft]);
  const [poll] = polls;
  if (poll === undefined) throw new Error('a meeting without its poll');
  return { event, poll };
}

/** A meeting with these drafts. */
export async function meetingOf(
  organizer: Person,
  drafts: readonly PollDraft[],
): Promise<{ readonly event: string; readonly polls: readonly PollId[] }> {
  const made = await organizer.ask('POST', '/events', { event: EVENT, polls: drafts });
  if (made.status !== 201) throw new Error(`no meeting: ${JSON.stringify(made.body)}`);
  const event = String(made.body.id);
  return { event, polls: (await look(organizer, event)).polls.map(({ id }) => id) };
}

export const look = async (reader: Person, event: string): Promise<DeskEvent> =>
  (await reader.ask('GET', `/events/${event}`)).body as unknown as DeskEvent;

export async function lookAt(reader: Person, event: string, poll: string): Promise<DeskPoll> {
  const found = (await look(reader, event)).polls.find(({ id }) => id === poll);
  if (found === undefined) throw new Error(`no poll ${poll}`);
  return found;
}

/** Asks, and throws what came instead of an answer. */
export async function must(who: Person, method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await who.ask(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** Freezes, opens, has each of these answers cast by a phone of the staff, closes and seals. */
export async function voteAndSeal(
  { url }: Running,
  organizer: Person,
  event: string,
  poll: PollId,
  answers: readonly Answers[],
): Promise<void> {
  await must(organizer, 'POST', `/polls/${poll}/freeze`);
  await keysSettled();
  await must(organizer, 'POST', `/events/${event}/sign-in`, { open: true });
  await must(organizer, 'POST', `/polls/${poll}/open`);
  const group = 'staff' as GroupId;
  const slips = answers.map(() => newSlip(random));
  const hashes = slips.map(({ secret }) => ({ hash: toHex(slipHash(secret)), group }));
  if (hashes.length > 0) await must(organizer, 'POST', `/events/${event}/slips`, { slips: hashes });
  const { send, close } = connection(url);
  const view = (await eventView(send, event as EventId)).polls.find(({ id }) => id === poll);
  if (view === undefined) throw new Error('nothing to vote on');
  for (const [i, answer] of answers.entries()) {
    const code = slips[i]?.code ?? '';
    await admit(send, event as EventId, code);
    const [held] = await issue(send, event as EventId, code, group, [view]);
    if (held === undefined) throw new Error('no right to vote');
    await cast(send, poll, ballotOf(view, held, answer));
  }
  close();
  await must(organizer, 'POST', `/polls/${poll}/close`);
  await must(organizer, 'POST', `/polls/${poll}/seal`);
}

/** A rule with nothing in it but what a test needs. */
export const rule = (own: Pick<Rule, 'id' | 'scope'> & Partial<Rule>): Rule => ({
  zh: '规则',
  en: 'rule',
  citations: [],
  tests: [],
  branches: [],
  otherwise: { id: 'clear', zh: '无', en: 'none', weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 1,
  sensitivity: [],
  ...own,
});

/** Acts in the trail, oldest first. */
export async function acts(reader: Person, event: string): Promise<readonly string[]> {
  const { body } = await reader.ask('GET', `/events/${event}/trail`);
  return (body as unknown as readonly { readonly act: string }[]).map(({ act }) => act);
}
