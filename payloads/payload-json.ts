import type { Payload } from '@temporalio/common';
import { z } from 'zod';
import { SourceSenseError } from '../contracts/failure.js';

/** Protobuf's JSON of `temporal.api.common.v1.Payloads`: bytes in base64. */
const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const payloadsSchema = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).optional(), data: base64.optional() }))
    .default([]),
});

/** The payloads of a request to a codec server. Throws `invalid_input` for anything else. */
export function payloadsFromJson(text: string): Payload[] {
  const parsed = payloadsSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw new SourceSenseError('invalid_input', 'The request is not of the form {"payloads": [...]}.');
  }
  return parsed.data.payloads.map(({ metadata, data }) => ({
    ...(metadata !== undefined && { metadata }),
    ...(data !== undefined && { data }),
  }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer of a codec server. */
export function payloadsToJson(payloads: readonly Payload[]): string {
  return JSON.stringify({
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(
        Object.entries(metadata ?? {}).map(([name, value]) => [name, inBase64(value)]),
      ),
      data: inBase64(data),
    })),
  });
}

function inBase64(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64');
}
