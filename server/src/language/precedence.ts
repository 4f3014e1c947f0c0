/** Puts operands and operators in their order into one tree. */
import type { IToken } from "chevrotain";
import type { BinaryOperator, Expr } from "./ast.ts";

interface Pending {
  readonly token: IToken;
  readonly operator: BinaryOperator | "not";
  readonly precedence: number;
}

/** How strongly each operator binds; `not` is a prefix, the others join. */
/** How strongly the operators bind: the higher first. */
export const precedences: Readonly<Record<BinaryOperator | "not", number>> = {
  or: 1,
  and: 2,
  not: 3,
  "==": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  in: 4,
  contains: 4,
  matches: 4,
  "??": 5,
  "+": 6,
  "-": 6,
  "*": 7,
  "/": 7,
  "%": 7,
};
const comparison = 4;

/** Signs of other languages, read as what they mean here. */
const meaning: Readonly<Record<string, BinaryOperator>> = { "&&": "and", "||": "or", "===": "==", "!==": "!=" };

/** The operator that a token stands for. */
function operatorOf(token: IToken): BinaryOperator {
  return meaning[token.image] ?? (token.image as BinaryOperator);
}

/** True for `and` and `or`, behind which a `not` needs no parentheses. */
export function joinsConditions(token: IToken): boolean {
  return precedences[operatorOf(token)] < precedences.not;
}

/** Collects an expression from left to right; `complain` is told of operators that cannot stand where they do. */
export class OperatorStack {
  private readonly operands: (Expr | undefined)[] = [];
  private readonly pending: Pending[] = [];
  private readonly complain: (message: string, token: IToken) => void;

  constructor(complain: (message: string, token: IToken) => void) {
    this.complain = complain;
  }

  not(token: IToken): void {
    const top = this.pending.at(-1);
    if (top !== undefined && top.precedence > precedences.not) {
      this.complain(
        `Put this \`not\` and what it negates in parentheses: \`${top.token.image}\` binds more strongly.`,
        token,
      );
    }
    this.pending.push({ token, operator: "not", precedence: precedences.not });
  }

  /** True where another comparison would be one too many. */
  get comparing(): boolean {
    return this.pending.some(({ precedence }) => precedence === comparison);
  }

  operand(expr: Expr | undefined): void {
    this.operands.push(expr);
  }

  join(token: IToken): void {
    const operator = operatorOf(token);
    const precedence = precedences[operator];
    for (let top = this.pending.at(-1); top !== undefined && top.precedence >= precedence; top = this.pending.at(-1)) {
      if (precedence === comparison && top.precedence === comparison && this.operands.at(-1) !== undefined) {
        this.complain(`Comparisons cannot be chained: join two of them with \`and\`.`, token);
      }
      this.reduce();
    }
    this.pending.push({ token, operator, precedence });
  }

  /** The finished tree, or nothing where no operand was written; `end` is where the last token ends. */
  finish(end: number): Expr | undefined {
    while (this.pending.length > 0) this.reduce(end);
    return this.operands[0];
  }

  private reduce(end?: number): void {
    const top = this.pending.pop();
    if (top === undefined) return;
    const right = this.operands.pop();
    const { token, operator } = top;
    if (operator === "not") {
      const start = token.startOffset;
      this.operands.push({
        kind: "Unary",
        start,
        end: right?.end ?? end ?? start + token.image.length,
        operator,
        operand: right,
      });
      return;
    }
    const left = this.operands.pop();
    if (left === undefined) {
      this.operands.push(right);
      return;
    }
    const rightEnd = right?.end ?? end ?? token.startOffset + token.image.length;
    this.operands.push({ kind: "Binary", start: left.start, end: rightEnd, operator, left, right });
  }
}
