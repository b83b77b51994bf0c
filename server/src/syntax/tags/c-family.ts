import type { Tags } from './tags.ts'

const common = `
  (struct_specifier name: (_) @name body: (_)) @class
  (union_specifier name: (_) @name body: (_)) @class
  (enum_specifier name: (type_identifier) @name body: (_)) @enum
  (type_definition declarator: (type_identifier) @name) @type
  (preproc_function_def name: (identifier) @name) @macro
  (preproc_def name: (identifier) @name value: (_)) @macro
  (enumerator name: (identifier) @name) @field
  (field_declaration declarator: (field_identifier) @name) @field
  (field_declaration declarator: (pointer_declarator declarator: (field_identifier) @name)) @field
`

const imports = '(preproc_include) @import'

export const c: Tags = {
  declarations: `
    ${common}
    (function_declarator declarator: (identifier) @name) @function
  `,
  imports,
}

export const cpp: Tags = {
  declarations: `
    ${common}
    (class_specifier name: (_) @name body: (_)) @class
    (alias_declaration name: (type_identifier) @name) @type
    (concept_definition name: (identifier) @name) @type
    (function_declarator declarator: [(identifier) (field_identifier) (qualified_identifier) (operator_name)] @name) @function
  `,
  imports,
}
