import type { S3ClientConfig } from '@aws-sdk/client-s3';

type RetryStrategy = Extract<
  NonNullable<S3ClientConfig['retryStrategy']>,
  { acquireInitialRetryToken: unknown }
>;
type RetryToken = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;

/** Times a request is sent. Of one in five that fails, one in three thousand fails five times. */
export const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 50;

/**
 * Tries again what may pass, after 50 ms at least and 800 ms at most. The SDK's own strategy has a quota that all
 * requests of a client share: a server that was busy for a fifth of them used it up, and from then on every request that
 * failed once ended its step (measured by the fault harness: 19 attempts of a step in a row).
 */
export function patientRetryStrategy(): RetryStrategy {
  return {
    acquireInitialRetryToken: () => Promise.resolve(tokenOf(0)),
    refreshRetryTokenForRetry: (token, { errorType }) => {
      const retries = token.getRetryCount() + 1;
      const mayPass = errorType === 'THROTTLING' || errorType === 'TRANSIENT' || errorType === 'SERVER_ERROR';
      if (!mayPass || retries >= MAX_ATTEMPTS) return Promise.reject(new Error('No further attempt.'));
      return Promise.resolve(tokenOf(retries));
    },
    recordSuccess: () => undefined,
  };
}

/** Half of the delay is left to chance, so that requests that failed together don't come back together. */
function tokenOf(retries: number): RetryToken {
  const longestMs = retries === 0 ? 0 : FIRST_DELAY_MS * 2 ** retries;
  const delayMs = longestMs / 2 + (Math.random() * longestMs) / 2;
  return { getRetryCount: () => retries, getRetryDelay: () => delayMs };
}
