/**
 * The intermediate representation that data flow works on: what every language is lowered to.
 *
 * What a lowering guarantees:
 * 1. One `UnitIr` for a file, one `FunctionIr` for each function with a body, made with `FunctionBuilder` (function-builder.ts), which
 *    builds the blocks: a lowering never makes a block by hand.
 * 2. A `Temp` is defined by exactly one instruction and used only where that has run before. What is chosen by control flow (ternary,
 *    `&&` as a value) goes through a variable.
 * 3. Instructions stand in the order in which they run: receiver, then arguments, then the call. Code that the lowering does not know
 *    still has its parts evaluated, and becomes an `unknown` of them: nothing is dropped in silence.
 * 4. Names of types, functions and globals are qualified as far as the file tells (imports, aliases, package), with `.` between the
 *    parts and without type arguments: `java.sql.Statement`, `flask.request`, `os.path`, `node:fs`→`fs`, `net/http.Request`.
 *    Otherwise they stay as they are written. Arrays and slices are named `T[]`, pointers like what they point at.
 * 5. `&&`, `||`, `!` in conditions become control flow (`FunctionBuilder.condition`), so that what is known on each path is found.
 * 6. A span is where a person would point at: of a call, the whole call; of a write, the assignment.
 * 7. Text pieces of an interpolated string are joined by `binary` `+`; so are compound assignments (`a += b` is read, binary, write).
 */

/** From an offset up to, and without, another: UTF-16 code units of the file. */
export interface Span {
  start: number
  end: number
}

/** A value that one instruction makes: index into the function's temporaries. */
export type Temp = number
/** A variable of a function: index into `FunctionIr.variables`. Parameters come first, in their order. */
export type Variable = number
/** Index into `FunctionIr.blocks`. */
export type Block = number

/** A literal. Characters are strings of length one. `null` is also `None`, `nil` and `undefined`. */
export type Constant = string | number | boolean | null

/** `+` of texts joins them; `//` divides whole numbers. Comparisons are by value, `===` and `is` included; what the language has beside these is `unknown`. */
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '//' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&' | '|' | '^'

/** How something is called: on a value, on a named type or module, as a constructor, or by its name alone. */
export type CallForm = 'method' | 'static' | 'new' | 'free'

export interface CallInstruction {
  op: 'call'
  into: Temp
  span: Span
  form: CallForm
  /**
   * The value that a method is called on, or the function value that is called (then `name` is empty). Of a static call the function
   * value that the name stands for, as far as it is known.
   */
  receiver: Temp | null
  /** What a static call or constructor names; of a free function the module that it is imported from. */
  type: string | null
  /** Without type or module; of a constructor the last part of its type. */
  name: string
  arguments: Temp[]
  /** Names of arguments that are passed by name; null at the others, `*` and `**` where a list or map is spread out. Absent where none is. */
  argumentNames?: (string | null)[]
  /** Whether the receiver may be null: `a?.b()`. */
  isOptional?: true
  /** Whether it runs beside what comes after it, which goes on even if the call never returns. */
  isAside?: true
}

export type Instruction =
  | { op: 'constant'; into: Temp; span: Span; value: Constant }
  /** The instance that a method runs on: `this`, `self`. */
  | { op: 'self'; into: Temp; span: Span }
  /** What is neither variable nor member: an imported or global name, qualified. */
  | { op: 'global'; into: Temp; span: Span; name: string }
  /** What another file of the workspace exports; all of it where `name` is null. `type` is what is known of it without that file. */
  | { op: 'imported'; into: Temp; span: Span; module: string; name: string | null; type: string | null }
  | { op: 'read'; into: Temp; span: Span; variable: Variable }
  | { op: 'write'; span: Span; variable: Variable; value: Temp }
  /** A member of an object, or of a type or module where `object` is null and `type` names it. */
  | { op: 'field'; into: Temp; span: Span; object: Temp | null; type: string | null; name: string; isOptional?: true }
  /** A place that a variable may be changed through; `value` is what it holds. Of an object the pointer is the object itself. */
  | { op: 'address'; into: Temp; span: Span; variable: Variable; value: Temp }
  /** What a pointer points at. */
  | { op: 'dereference'; into: Temp; span: Span; value: Temp }
  /** One of `count` results of a call. `isPaired`: the last of them, an error, is kept in a variable. */
  | { op: 'result'; into: Temp; span: Span; of: Temp; at: number; count: number; isPaired: boolean }
  /** A value of a type that nobody has given a value: an object with nothing in it, or null. */
  | { op: 'instance'; into: Temp; span: Span; type: string | null }
  | { op: 'set-field'; span: Span; object: Temp | null; type: string | null; name: string; value: Temp }
  /** `a[k]`; `isOptional`: as of calls. */
  | { op: 'element'; into: Temp; span: Span; object: Temp; key: Temp; isOptional?: true }
  | { op: 'set-element'; span: Span; object: Temp; key: Temp; value: Temp }
  | { op: 'binary'; into: Temp; span: Span; operator: BinaryOperator; left: Temp; right: Temp }
  | { op: 'unary'; into: Temp; span: Span; operator: '-' | '!' | '~'; value: Temp }
  /** The same value, of another static type. */
  | { op: 'cast'; into: Temp; span: Span; type: string; value: Temp }
  /** Whether a value is of a type. */
  | { op: 'instance-of'; into: Temp; span: Span; type: string; value: Temp }
  /** A list, tuple or array of these elements; of those at the places in `spreads`, of what is in them. */
  | { op: 'list'; into: Temp; span: Span; type: string | null; elements: Temp[]; spreads?: number[] }
  /** A map or object literal; keys that are no literals are null. Of what `isSpread`, everything is taken. */
  | {
      op: 'map'
      into: Temp
      span: Span
      type: string | null
      entries: { key: Constant | null; value: Temp; isSpread?: true }[]
    }
  /** Each element in turn: what a loop over `of` has in its variable. `what`: of a map its keys, or its values. */
  | { op: 'each'; into: Temp; span: Span; of: Temp; what: 'elements' | 'keys' }
  /** A function value. It sees the variables that it captures by their slots in the function around it. */
  | { op: 'closure'; into: Temp; span: Span; function: FunctionIr }
  /** What a handler has caught. */
  | { op: 'caught'; into: Temp; span: Span; type: string | null }
  /** Something that is made of these values in a way that is not modelled. */
  | { op: 'unknown'; into: Temp; span: Span; of: Temp[] }
  | CallInstruction

/** How a block ends. */
export type Terminator =
  | { kind: 'jump'; to: Block }
  | { kind: 'branch'; condition: Temp; then: Block; otherwise: Block; span: Span }
  /** `cases` in their order; a case without constants, such as a pattern, may always hold. */
  | {
      kind: 'switch'
      subject: Temp
      cases: { constants: Constant[] | null; to: Block }[]
      otherwise: Block
      span: Span
    }
  | { kind: 'return'; value: Temp | null; span: Span }
  | { kind: 'throw'; value: Temp | null; span: Span }

export interface BlockIr {
  instructions: Instruction[]
  end: Terminator
  /** Where an exception that is thrown in this block goes; null: out of the function. */
  handler: Block | null
}

export interface VariableIr {
  name: string
  type: string | null
  /** Where its name is declared. */
  span: Span
  /** Names of annotations or decorators of a parameter, qualified. */
  annotations: string[]
  /** The slot of the same variable in the function around, where a closure captures it. */
  captured: Variable | null
  /** Of one that is captured: the variable itself, as the function has it that declares it. */
  root: VariableIr | null
  /** How often it is written, in the function and in those inside it. */
  writes: number
  /** Whether a function inside captures it; `written`: and writes it. */
  isShared: 'no' | 'read' | 'written'
  /** Of a parameter that takes more, or less, than one argument in its place: all that are left, all other names, only its name. */
  takes?: 'rest' | 'names' | 'name'
  /** Whether a parameter may be left out; `default`: what it is then, where that is a literal. */
  isOptional?: true
  default?: Constant
}

/** Where a function stands among others: functions inside it have it as `around`. */
export interface LexicalScope {
  around: LexicalScope | null
}

export interface FunctionIr {
  /** Of a constructor the name of its class; of a lambda empty. */
  name: string
  /** Qualified name of the class around it; null where there is none. */
  className: string | null
  /** Its name, or its first line: what messages point at. */
  span: Span
  parameterCount: number
  /** Whether the last parameter takes all arguments that are left. */
  isVariadic: boolean
  /** Whether it may be called with any number of arguments, as in JavaScript. */
  isLenient?: true
  isStatic: boolean
  /** Whether it is called by whoever reads the member of its name. */
  isGetter?: true
  /** Whether it has no body, or one that says nothing: interfaces, `abstract`. */
  isAbstract: boolean
  returnType: string | null
  annotations: string[]
  scope: LexicalScope
  variables: VariableIr[]
  temporaryCount: number
  /** The first is where it begins. They stand in reverse post-order: but for loops, each comes after those that lead to it. */
  blocks: BlockIr[]
}

export interface FieldIr {
  name: string
  type: string | null
  /** What its type is called in another file, where only that tells whether it is a class. */
  imported?: string
  isStatic: boolean
  /** Whether it is written once only, where it is declared. */
  isConstant: boolean
  /** Computes and returns its first value; null where there is none. */
  initializer: FunctionIr | null
}

export interface ClassIr {
  /** With package and outer classes. */
  name: string
  supertypes: string[]
  isInterface: boolean
  /** Whether it is a module: what it does not declare may be a module in it. */
  isModule?: true
  annotations: string[]
  fields: Map<string, FieldIr>
  /** Constructors under the class's last name. */
  methods: Map<string, FunctionIr[]>
}

/** What a file declares. */
export interface UnitIr {
  path: string
  /** Whether it has tests only, which end soon: what they leave open does no harm. */
  isTest?: true
  classes: ClassIr[]
  /** Functions outside classes, and what runs when the file is loaded (named empty). */
  functions: FunctionIr[]
  /** Packages or modules of which everything is imported: a bare name may be of these. */
  wildcards: string[]
}
