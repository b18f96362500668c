import { drive } from './drive.ts';
import type { LoadOrder } from './protocol.ts';

// The load runs in a process of its own, so that its work never delays the readings.
process.on('message', (order: LoadOrder) => {
  void drive(order).then((report) => process.send?.(report));
});
