/** All that the core takes from its platform. Written as `var` so that it merges where a DOM or Node library is there. */
interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare var TextEncoder: { new (): TextEncoder };
