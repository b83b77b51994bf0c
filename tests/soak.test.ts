import { giveNumberedAnswers } from './soak/numbered-answers.ts'
import { createRandom } from './soak/random.ts'
import { createTypist } from './soak/typist.ts'
import { mainTransports } from './src/transports.ts'
import { useSession } from './src/session.ts'

describe.each(mainTransports)('A thousand edits at random, %s', transport => {
  const session = useSession(transport)

  test('nothing is shown that does not go on with its text, and no request is left over', async () => {
    const { editor, engine } = await session().editorWithEngine()
    const answers = giveNumberedAnswers(engine)
    const typist = await createTypist({ editor, home: session().home, answers, random: createRandom(7) })
    for (let edit = 0; edit < 1000; edit++) await typist.edit()
    await typist.settled()
    expect(typist.wrong).toEqual([])
    expect(typist.shown).toBeGreaterThan(20)
    await Promise.all(engine.requests.map(({ finished }) => finished))
    expect(editor.shown).toEqual([])
  })
})
