/** The languages without completions, after one of them has been switched over. */
export function toggled(languages: readonly string[], language: string): string[] {
  return languages.includes(language) ? languages.filter(other => other !== language) : [...languages, language]
}
