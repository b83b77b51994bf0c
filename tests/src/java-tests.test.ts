import { resultsOf, testsOf } from '../editors/java-tests.ts'

test('tests of JUnit are known by their sources, titled by their names', () => {
  const source = `class AT {
    @Test
    @Timeout(3)
    void aCrashIsReported() throws Exception {}
    @ParameterizedTest
    @ValueSource(strings = { "a", "b(" })
    void isFound(String path) {}
    void noTest() {}
  }`
  expect(testsOf('AT', source)).toEqual([
    { className: 'AT', method: 'aCrashIsReported', title: 'a crash is reported' },
    { className: 'AT', method: 'isFound', title: 'is found' },
  ])
})

test('reports tell what has passed and what has not', () => {
  const report = `<testsuite>
  <testcase name="good" classname="dev.wayline.bridge.AT" time="0.1"/>
  <testcase name="isFound(String)[1]" classname="dev.wayline.bridge.AT" time="0.1"><system-out><![CDATA[x]]></system-out></testcase>
  <testcase name="bad" classname="dev.wayline.bridge.AT" time="0.1">
    <failure message="no" type="E"><![CDATA[E: no
    at line 3]]></failure>
  </testcase>
  <testcase name="late" classname="dev.wayline.bridge.AT" time="0.1"><error type="T"/></testcase>
  <testcase name="left" classname="dev.wayline.bridge.AT" time="0.1"><skipped message="why"/></testcase>
</testsuite>`
  expect(resultsOf(report).map(({ method, problem }) => [method, problem])).toEqual([
    ['good', null],
    ['isFound', null],
    ['bad', 'failure: E: no\n    at line 3'],
    ['late', 'error: '],
    ['left', 'skipped: '],
  ])
})
