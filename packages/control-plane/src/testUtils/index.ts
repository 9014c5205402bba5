export { describeWithControlPlane } from './describeWithControlPlane';
