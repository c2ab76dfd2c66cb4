/** The desk asks who is there before it draws anything; strangers are shown the login and brought back afterwards. */
import { redirect } from '@sveltejs/kit';
import { getMe } from '#lib/api.ts';
import { pages } from '#lib/paths.ts';

export const load = async ({ url, depends }) => {
  depends('desk:me');
  const apart = url.pathname === pages.deskLogin || url.pathname === pages.deskSetup;
  const me = await getMe();
  if (me.ok) return { me: me.value, apart, failure: null };
  if (!apart && me.error !== 'offline' && me.error.code === 'not_signed_in') {
    redirect(307, `${pages.deskLogin}?next=${encodeURIComponent(url.pathname)}`);
  }
  return { me: null, apart, failure: apart ? null : me.error };
};
