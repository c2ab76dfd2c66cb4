import { describe, expect, test } from 'vitest';
import { baseUrlOf, isBetterBase, urlWarnings } from './address.ts';

const request = { origin: undefined, host: undefined, forwardedProto: undefined };

describe('the address for phones', () => {
  test("is the page's own origin where the browser names it", () => {
    const seen = { ...request, origin: 'https://vote.example.cn', host: '10.0.0.5:3000' };
    expect(baseUrlOf(seen)).toBe('https://vote.example.cn');
  });

  test('is the host of the request otherwise, https when a proxy says so', () => {
    expect(baseUrlOf({ ...request, host: '192.168.1.8:3000' })).toBe('http://192.168.1.8:3000');
    expect(baseUrlOf({ ...request, host: 'vote.cn', forwardedProto: 'https' })).toBe('https://vote.cn');
  });

  test('is nothing when the request names no web address', () => {
    expect(baseUrlOf(request)).toBeNull();
    expect(baseUrlOf({ ...request, origin: 'null' })).toBeNull();
    expect(baseUrlOf({ ...request, origin: 'file:///etc' })).toBeNull();
    expect(baseUrlOf({ ...request, host: 'a b' })).toBeNull();
  });

  test("never steps back from a hall's address to this machine's own, nor from https to http", () => {
    expect(isBetterBase(null, 'http://localhost:3000')).toBe(true);
    expect(isBetterBase('http://localhost:3000', 'http://192.168.1.8:3000')).toBe(true);
    expect(isBetterBase('http://192.168.1.8:3000', 'http://localhost:3000')).toBe(false);
    expect(isBetterBase('https://vote.cn', 'http://vote.cn')).toBe(false);
    expect(isBetterBase('http://vote.cn', 'https://vote.cn')).toBe(true);
    expect(isBetterBase('http://vote.cn', 'http://vote.cn')).toBe(false);
  });

  test('is warned about when phones cannot reach it or the network can read along', () => {
    for (const own of ['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:3000', 'https://gonglun.localhost']) {
      expect(urlWarnings(own)).toEqual(['loopback']);
    }
    expect(urlWarnings('http://192.168.1.8:3000')).toEqual(['plain_http']);
    expect(urlWarnings('https://vote.cn')).toEqual([]);
  });
});
