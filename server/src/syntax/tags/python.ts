import type { Tags } from './tags.ts'

export const python: Tags = {
  declarations: `
    (class_definition name: (identifier) @name) @class
    (function_definition name: (identifier) @name) @function
    (module (expression_statement (assignment left: (identifier) @name) @variable))
    (class_definition body: (block (expression_statement (assignment left: (identifier) @name) @field)))
    (module (type_alias_statement left: (type (identifier) @name)) @type)
  `,
  imports: '[(import_statement) (import_from_statement)] @import',
}
