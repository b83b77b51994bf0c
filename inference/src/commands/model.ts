/** `model`. */
export function runModelCommand(argv: string[]): Promise<number> {
  process.stdout.write(argv.join(' '))
  return Promise.resolve(0)
}
