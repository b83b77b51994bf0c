import type { SourceText } from '../subject.ts'

/** So much of a file says whether it is a report. */
const head = 1000

const beginnings: Record<string, RegExp> = {
  sarif:
    /^\{\s*"\$schema": "[^"]*sarif[^"]*",\s*"version": "2\.1\.0",\s*"runs": \[\s*\{\s*"tool": \{\s*"driver": \{\s*"name": "Wayline"/,
  json: /^\{\s*(?:"base": "[0-9a-f]+",\s*"head": "[0-9a-f]+",\s*)?"version": "[^"]*",\s*"folder": "(?:[^"\\]|\\.)*",\s*"files": \d+,\s*"counts": \{/,
  html: /^<!doctype html>\n<html lang="en" data-language="en"[^>]*>\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"[^>]*>\n<meta name="viewport"[^>]*>\n<title>Wayline: /,
  xml: /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="wayline check">/,
}

/** Whether a file is a report of ours: it quotes code and rules, and there is nothing to be said of it that it does not say itself. */
export function isOwnReport({ path, text }: SourceText): boolean {
  const [, ending = ''] = /\.(\w+)$/.exec(path.toLowerCase()) ?? []
  const known = ending === 'json' ? [beginnings['json'], beginnings['sarif']] : [beginnings[ending]]
  return known.some(beginning => beginning?.test(text.slice(0, head)) === true)
}
