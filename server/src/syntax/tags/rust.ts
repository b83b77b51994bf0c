import type { Tags } from './tags.ts'

export const rust: Tags = {
  declarations: `
    (function_item name: (identifier) @name) @function
    (function_signature_item name: (identifier) @name) @function
    (struct_item name: (type_identifier) @name) @class
    (union_item name: (type_identifier) @name) @class
    (enum_item name: (type_identifier) @name) @enum
    (trait_item name: (type_identifier) @name) @interface
    (type_item name: (type_identifier) @name) @type
    (const_item name: (identifier) @name) @variable
    (static_item name: (identifier) @name) @variable
    (macro_definition name: (identifier) @name) @macro
    (mod_item name: (identifier) @name) @module
    (impl_item type: [(type_identifier) @name (generic_type type: (type_identifier) @name)]) @scope
    (field_declaration name: (field_identifier) @name) @field
    (enum_variant name: (identifier) @name) @field
  `,
  imports: '(use_declaration) @import',
}
