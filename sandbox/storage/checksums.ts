/** The two checksums of an object: MD5 and CRC-32C (Castagnoli, RFC 3720 appendix B.4), both in base64. */
import { createHash } from "node:crypto";

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

export function md5(bytes: Buffer): string {
  return createHash("md5").update(bytes).digest("base64");
}

export function crc32c(bytes: Buffer): string {
  let value = 0xffffffff;
  for (let index = 0; index < bytes.length; index += 1) {
    value = (value >>> 8) ^ TABLE[(value ^ bytes[index]!) & 0xff]!;
  }
  const result = Buffer.alloc(4);
  result.writeUInt32BE((value ^ 0xffffffff) >>> 0);
  return result.toString("base64");
}
