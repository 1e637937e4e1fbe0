/** Opens the store named on the command line, as a server that starts does, and closes it. */
import { openStore } from '../../../server/store/store.ts';

const store = await openStore(process.argv[2] ?? '');
await store.db.selectFrom('payment').select('id').execute();
await store.close();
