// (b) Ours up to the live model: connection, reducer, and what changed four times a second.
import { counted } from '../meter';
import { connect } from './ours';

let events = 0;
counted(() => events);
const live = connect();
live.onEvent(() => (events += 1));
live.onChanges(() => undefined);
void live.connect();
