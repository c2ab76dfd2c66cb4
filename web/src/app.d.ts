/** SvelteKit's ambient names. Nothing of ours is added: pages get what they need by import. */
declare global {
  namespace App {}
}

export {};
