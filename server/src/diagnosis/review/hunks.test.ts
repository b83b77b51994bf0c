import { isChanged, isShown, oldLineOf, readHunks } from './hunks.ts'

const diff = `diff --git a/a.py b/a.py
--- a/a.py
+++ b/a.py
@@ -2 +2,2 @@ def f():
-    old
+    new
+++ not a header
@@ -10,2 +10,0 @@
-gone
--- also gone
@@ -20,0 +19 @@
+added
\\ No newline at end of file
`
const hunks = readHunks(diff)

test('reads what goes and what comes', () => {
  expect(hunks).toEqual([
    { first: 1, oldFirst: 1, removed: ['    old'], added: 2 },
    { first: 10, oldFirst: 9, removed: ['gone', '-- also gone'], added: 0 },
    { first: 18, oldFirst: 20, removed: [], added: 1 },
  ])
})

test('knows which lines are new', () => {
  expect([0, 1, 2, 3, 10, 18].map(line => isChanged(hunks, line))).toEqual([false, true, true, false, false, true])
})

test('knows which lines are shown around', () => {
  const shown = Array.from({ length: 25 }, (_, line) => line).filter(line => isShown(hunks, line))
  expect(shown).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 20, 21])
})

test('knows what a line was before', () => {
  expect([0, 1, 5, 12, 20].map(line => oldLineOf(hunks, line))).toEqual([0, null, 4, 13, 20])
})

test('takes rubbish for no change', () => {
  expect(readHunks('@@ -x +y @@\n+a\nBinary files differ\n')).toEqual([])
})
