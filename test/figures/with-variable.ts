/** Remember an environment variable; the function returned sets it back. */
export function withVariable(name: string): () => void {
  const before = process.env[name];
  return () => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  };
}
