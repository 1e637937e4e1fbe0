import assert from 'node:assert/strict';
import { InvalidInputError, type InvalidInputCode } from '../../server/errors.ts';

/** Asserts that a call throws InvalidInputError with this code, field and (if given) this value. */
export function refused(
  call: () => unknown,
  code: InvalidInputCode,
  field: string,
  ...value: [unknown?]
): void {
  assert.throws(call, (error) => {
    assert.ok(error instanceof InvalidInputError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.field, field);
    if (value.length > 0) assert.deepEqual(error.value, value[0]);
    return true;
  });
}
