import type { SyntaxNode } from '../../../syntax/tree.ts'
import { FunctionBuilder } from '../function-builder.ts'
import type { ClassIr, UnitIr } from '../ir.ts'
import { attempt } from '../lower-alike.ts'
import { initializerOf, lowerClass, lowerFunction } from './classes.ts'
import { definitionIn } from './definitions.ts'
import { spanOf, type Lowering } from './lowering.ts'
import { moduleName, typeName, type Names } from './names.ts'
import { boundIn, type Bound } from './scan.ts'
import { lowerStatement } from './statements.ts'

const imported = new WeakMap<UnitIr, ReadonlyMap<string, string>>()

/** What a file imports: its names to what they mean. Whoever imports the file can use them. */
export function importsOf(unit: UnitIr): ReadonlyMap<string, string> {
  return imported.get(unit) ?? new Map()
}

/**
 * Lowers a Python file. The module itself is a class, named by its path without ending, whose fields are its variables and whose static
 * methods are its functions. Functions that are too large are left out.
 */
export function lowerPython(path: string, root: SyntaxNode): UnitIr {
  const module = moduleName(path)
  const names: Names = {
    path,
    module,
    classes: new Map(),
    functions: new Set(),
    variables: new Set(),
    written: new Set(),
    wildcards: [],
  }
  const declared: ClassIr = {
    name: module,
    supertypes: [],
    isInterface: false,
    isModule: true,
    annotations: [],
    fields: new Map(),
    methods: new Map(),
  }
  const unit: UnitIr = { path, classes: [declared], functions: [], wildcards: [] }
  const bound = boundIn(root, names)
  imported.set(unit, bound.imports)
  const lowering = open(root, unit, names, bound)
  const definitions = root.namedChildren.flatMap(child => definitionIn(child) ?? [])
  for (const { node } of definitions) {
    const name = node.childForFieldName('name')?.text ?? ''
    if (node.type === 'class_definition') names.classes.set(name, `${module}.${name}`)
    else if (bound.names.get(name)?.count === 1) names.functions.add(name)
  }
  for (const name of bound.names.keys())
    if (!names.functions.has(name) && !names.classes.has(name)) names.variables.add(name)
  for (const definition of definitions) {
    const name = definition.node.childForFieldName('name')?.text ?? ''
    if (definition.node.type === 'class_definition') {
      lowerClass(definition.node, definition.decorators, module, lowering)
    } else if (names.functions.has(name)) {
      const made = lowerFunction(definition, null, { ...lowering, isModule: false })
      if (made) declared.methods.set(name, [made])
    }
  }
  lowerBody(root, declared, bound, lowering)
  return unit
}

/** What runs when the file is loaded, and the variables that it leaves behind. */
function lowerBody(root: SyntaxNode, declared: ClassIr, bound: Bound, lowering: Lowering): void {
  const { builder, names, imports } = lowering
  for (const [name, one] of bound.names) {
    if (!names.variables.has(name)) continue
    builder.declare(name, typeName(one.type, imports, names), spanOf(one.node))
    const assignment = one.node.parent?.type === 'assignment' ? one.node.parent : null
    const value = assignment?.childForFieldName('right') ?? null
    const isConstant = one.count === 1 && value !== null && !names.written.has(name) && value.type !== 'assignment'
    declared.fields.set(name, {
      name,
      type: typeName(one.type, imports, names),
      isStatic: true,
      isConstant,
      initializer: null,
    })
    const field = declared.fields.get(name)
    if (field && isConstant)
      field.initializer = initializerOf(value, name, { ...lowering, builder: emptyBuilder(root) })
  }
  const made = attempt(() => {
    lowerStatement(root, lowering)
    return builder.finish()
  })
  if (made) lowering.unit.functions.push(made)
}

function headOf(root: SyntaxNode) {
  return {
    name: '',
    className: null,
    span: { start: root.startIndex, end: root.startIndex },
    isVariadic: false,
    isStatic: true,
    isAbstract: false,
    returnType: null,
    annotations: [],
  }
}

/** Names of the module mean its fields in what is computed on its own. */
function emptyBuilder(root: SyntaxNode): FunctionBuilder {
  return new FunctionBuilder(headOf(root))
}

function open(root: SyntaxNode, unit: UnitIr, names: Names, bound: Bound): Lowering {
  return {
    builder: new FunctionBuilder(headOf(root)),
    unit,
    names,
    imports: { own: bound.imports, around: null },
    classes: [],
    localClasses: new Map(),
    globals: new Set(),
    isModule: true,
    yielded: null,
    answers: null,
    depth: 0,
  }
}
