/** Every page is drawn by the browser: the server that serves it knows no voter and keeps no page state. */
export const ssr = false;
export const prerender = false;
