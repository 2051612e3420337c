import { tourEveryPage } from './every-page';

jest.setTimeout(180_000);

tourEveryPage(375);
