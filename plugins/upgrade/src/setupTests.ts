import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Journeys through whole screens; a busy machine must not fail them.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });
