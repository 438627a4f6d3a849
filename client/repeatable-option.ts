import { Option } from 'commander';

/** An option that takes a text and may be given again and again; an empty list when it is not. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description)
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([], 'none');
}
