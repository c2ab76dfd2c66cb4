/** SvelteKit's ambient names. A page's state is where the voter is: each screen is a step of the back button. */
import type { Screen } from './routes/(voter)/voting/screen.ts';

declare global {
  namespace App {
    interface PageState {
      readonly screen?: Screen;
    }
  }
}

export {};
