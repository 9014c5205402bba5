import { runStages } from '../test/stage';
import { tidyStage } from './tidyStage';

export async function run(): Promise<number> {
  const total = await runStages([tidyStage()]);
  return total.failed ? 1 : 0;
}
