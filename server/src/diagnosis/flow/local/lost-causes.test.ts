import { diagnoseMarked, diagnoseProgram } from '../marked-program.ts'

const program = (body: string): string => `import java.io.*;
class A { int a(File file) throws Exception {
  ${body}
} }
// The rule is looked for: exception-cause-lost`

async function expectMarked(body: string): Promise<void> {
  const { found, marked } = await diagnoseMarked('java', program(body))
  expect(found.filter(one => one.includes('cause'))).toEqual(marked)
}

describe('An exception that is thrown instead of another', () => {
  test('is found where that is not handed on', () =>
    expectMarked(`try { return read(file); } catch (IOException e) {
      throw new Failed("not read"); // finds exception-cause-lost
    }`))

  test('is found on one of two ways out of the handler', () =>
    expectMarked(`try { return read(file); } catch (IOException e) {
      if (isStrict) {
        throw new Failed("not read"); // finds exception-cause-lost
      }
      return 0;
    }`))

  test('is found behind the handler, where nothing else leads', () =>
    expectMarked(`try { return read(file); } catch (IOException e) { count++; }
    throw new Failed("not read"); // finds exception-cause-lost`))

  test('tells where the lost one was caught', async () => {
    const text = program('try { return read(file); } catch (IOException e) {\n throw new Failed("not read"); }')
    const [finding] = (await diagnoseProgram('java', text)).filter(({ rule }) => rule === 'exception-cause-lost')
    expect(finding?.message).toContain('`e`')
    expect(finding?.steps.map(({ range }) => range.start.line)).toEqual([2, 3])
  })

  test.each([
    ['it is the cause', 'catch (IOException e) { throw new Failed("not read", e); }'],
    ['it is made the cause later', 'catch (IOException e) { Failed f = new Failed("x"); f.initCause(e); throw f; }'],
    ['it is told of before', 'catch (IOException e) { log.warn("not read", e); throw new Failed("x"); }'],
    ['a function value has it', 'catch (IOException e) { run(() -> log.warn("x", e)); throw new Failed("x"); }'],
    ['it is thrown again', 'catch (IOException e) { throw e; }'],
    ['its name says that it does not matter', 'catch (IOException expected) { throw new Failed("x"); }'],
    [
      'another one is the cause',
      'catch (IOException e) { try { other(); } catch (Exception f) { throw new Failed("x", f.getCause()); } }',
    ],
    ['the other says that this never happens', 'catch (IOException e) { throw new AssertionError("never"); }'],
    ['it says nothing that matters', 'catch (NumberFormatException e) { throw new Failed("no number"); }'],
    ['the other is thrown elsewhere too', 'catch (IOException e) { count++; } if (count > 3) throw new Failed("x");'],
  ])('is none where %s', (_, handler) =>
    expectMarked(`for (int i = 0; i < 3; i++) { try { use(read(file)); } ${handler} } return 0;`),
  )
})
