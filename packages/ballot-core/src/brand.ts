/** Ids that TypeScript keeps apart though they are all strings. Only a reader may put the brand on. */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type EventId = Brand<string, 'EventId'>;
export type PollId = Brand<string, 'PollId'>;
export type GroupId = Brand<string, 'GroupId'>;
