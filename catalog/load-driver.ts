import { messageOf, SourceSenseError } from '../contracts/failure.js';

/** What Node says of a package that is not there: https://nodejs.org/api/errors.html#err_module_not_found */
const NOT_FOUND: readonly unknown[] = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];

/**
 * Loads a module that needs `packageName`, which is installed only where its provider is used. Throws `unsupported`,
 * naming the package, when it is missing.
 */
export async function loadDriver<Module>(packageName: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code } = (error ?? {}) as { code?: unknown };
    const isMissing = NOT_FOUND.includes(code) && messageOf(error).includes(packageName);
    throw isMissing ? missingDriver(packageName, error) : error;
  }
}

/** A driver that is not installed, or lacks the part that is built when it is. */
export function missingDriver(packageName: string, cause: unknown): SourceSenseError {
  return new SourceSenseError(
    'unsupported',
    `The catalog provider needs the package ${packageName}, which is not installed or not built here.`,
    {
      cause,
      remedy: `Run npm install ${packageName} (npm rebuild ${packageName} where it is), or choose another catalog.provider.`,
    },
  );
}
