import { describe, expect, it } from '@jest/globals';
import { CopyFrames } from '../../sources/postgres/copy-frames.js';

function message(code: string, content: string): Buffer {
  const header = Buffer.alloc(5);
  header.write(code);
  header.writeUInt32BE(4 + Buffer.byteLength(content), 1);
  return Buffer.concat([header, Buffer.from(content)]);
}

/** All that frames take of bytes that come in pieces of a size. */
function taken(bytes: Buffer, pieceBytes: number) {
  const frames = new CopyFrames();
  let content = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    // A copy, since content is put together in place.
    const { content: part, rest } = frames.take(Buffer.from(bytes.subarray(at, at + pieceBytes)));
    content += part.toString('latin1');
    if (rest !== undefined) {
      return { content, rest: Buffer.concat([rest, bytes.subarray(at + pieceBytes)]) };
    }
  }
  return { content };
}

describe('the messages of a COPY', () => {
  const long = 'a row of many bytes\t'.repeat(60);
  const rows = Buffer.concat([
    message('H', '\0\0\x02\0\0\0\0'),
    message('d', '1\tone\n'),
    message('N', 'SNOTICE\0Mnothing of importance\0\0'),
    message('d', `2\t${long}\n`),
    message('d', ''),
    message('S', 'TimeZone\0UTC\0'),
    message('d', '3\t\\N\n'),
  ]);
  const content = `1\tone\n2\t${long}\n3\t\\N\n`;

  it('give their rows wherever they are cut, and nothing of notices and settings between them', () => {
    for (let pieceBytes = 1; pieceBytes <= rows.length; pieceBytes++) {
      expect(taken(rows, pieceBytes)).toEqual({ content });
    }
  });

  it.each([
    ['end', Buffer.concat([message('c', ''), message('C', 'COPY 3\0'), message('Z', 'I')])],
    ['fail', Buffer.concat([message('E', 'SERROR\0C57014\0\0'), message('Z', 'T')])],
  ])('%s with what is left to the parser from its first byte, wherever they are cut', (_, rest) => {
    const bytes = Buffer.concat([rows, rest]);
    for (let pieceBytes = 1; pieceBytes <= bytes.length; pieceBytes++) {
      expect(taken(bytes, pieceBytes)).toEqual({ content, rest });
    }
  });
});
