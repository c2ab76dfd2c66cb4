/**
 * The phone's page starts here: a page of its own, without the router that the other pages share.
 *
 * It has one address, and 20 KB less to load over a hall's Wi-Fi. The slip's secret leaves the address bar first of all.
 */
import '#lib/fragment.ts';
import '#lib/old-browsers.ts';
import '#lib/tokens.css';
import './voter.css';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { EventId } from 'ballot-core';
import { mount } from 'svelte';
import Phone from './Phone.svelte';

document.documentElement.lang = getLocale();
const [, , event = ''] = location.pathname.split('/');
mount(Phone, { target: document.body, props: { event: decodeURIComponent(event) as EventId } });
