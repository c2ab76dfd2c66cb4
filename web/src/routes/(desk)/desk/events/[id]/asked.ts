/** The acts that are asked about once more, because the room sees them or they can't be taken back. */
import type { DeskPoll } from 'api/desk-views';

export type Asked =
  | { readonly kind: 'freeze' | 'open' | 'close' | 'seal' | 'delete_poll'; readonly poll: DeskPoll }
  | { readonly kind: 'delete_event' }
  | { readonly kind: 'rehearse' }
  | { readonly kind: 'witness' };
