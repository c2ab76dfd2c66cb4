/**
 * Recording signed recommendation forms (署名推荐表): what stands on a paper that somebody signed.
 *
 * The trail says that a form was recorded, changed or removed, and how many there are, never whose it is or for whom:
 * the trail is published with the record, and a signed recommendation is for those who consider it (会务、纪检), not
 * for everybody.
 */
import { no, ok, type EventId, type Result } from 'ballot-core';
import { lockEvent } from '../db/events.ts';
import { addForm, changeForm, countForms, eventOfForm, removeForm, type FormFields } from '../db/forms.ts';
import { addTrail, type Act } from '../db/trail.ts';
import { allOrNothing } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { newFormId } from './codes.ts';

/** A whole county's cadres, each recommending several; more would be a list nobody reads. */
const FORMS_MAX = 2000;

type Needs = Pick<Deps, 'db' | 'hub'>;

export async function recordForm(
  deps: Needs,
  actor: string,
  event: string,
  fields: FormFields,
): Promise<Result<string, Refusal>> {
  const id = newFormId();
  const done = await withForms(deps, event, { actor, act: 'form_added' }, async (tx, found) => {
    if ((await countForms(tx, found)) >= FORMS_MAX) return no({ code: 'body_malformed', at: 'forms' });
    await addForm(tx, id, found, fields, actor);
    return ok(null);
  });
  return done.ok ? ok(id) : done;
}

export async function reviseForm(
  deps: Needs,
  actor: string,
  id: string,
  fields: FormFields,
): Promise<Result<null, Refusal>> {
  const event = await eventOfForm(deps.db, id);
  if (event === null) return no({ code: 'not_found' });
  return await withForms(deps, event, { actor, act: 'form_changed' }, async (tx) =>
    (await changeForm(tx, id, fields, actor)) ? ok(null) : no({ code: 'not_found' }),
  );
}

export async function discardForm(deps: Needs, actor: string, id: string): Promise<Result<null, Refusal>> {
  const event = await eventOfForm(deps.db, id);
  if (event === null) return no({ code: 'not_found' });
  return await withForms(deps, event, { actor, act: 'form_removed' }, async (tx) =>
    (await removeForm(tx, id)) ? ok(null) : no({ code: 'not_found' }),
  );
}

/** Runs `work` with the event locked and writes that it was done, with the number of forms there are now. */
async function withForms(
  { db, hub }: Needs,
  id: string,
  { actor, act }: { readonly actor: string; readonly act: Act },
  work: (tx: Deps['db'], event: EventId) => Promise<Result<null, Refusal>>,
): Promise<Result<null, Refusal>> {
  const done = await allOrNothing(db, async (tx): Promise<Result<null, Refusal>> => {
    const event = await lockEvent(tx, id);
    if (event === null) return no({ code: 'unknown_event' });
    const worked = await work(tx, event.id);
    if (!worked.ok) return worked;
    await addTrail(tx, { event: event.id, actor, act, detail: { forms: await countForms(tx, event.id) } });
    return ok(null);
  });
  if (done.ok) hub.tell(id as EventId, 'state');
  return done;
}
