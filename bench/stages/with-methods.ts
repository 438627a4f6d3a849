/** The same object with some of its methods replaced; the others, private state with them, stay its own. */
export function withMethods<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(name in methods ? methods : target, name);
      return typeof value === 'function' && !(name in methods) ? (value.bind(target) as unknown) : value;
    },
  });
}
