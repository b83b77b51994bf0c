import { localGateway, type Surroundings } from './local-gateway.ts'

const linux: Surroundings = { env: {}, platform: 'linux', home: '/home/ada', user: 'ada' }
const inFolder = (folder: string, where = linux): string =>
  localGateway({ ...where, env: { WAYLINE_DATA_DIR: folder } }).dataDir

test('a data folder is where the variable says, from wherever an editor starts', () => {
  expect(inFolder('/srv/wayline')).toBe('/srv/wayline')
  expect(inFolder('models/wayline')).toBe('/home/ada/models/wayline')
  expect(inFolder('D:\\Wayline', { ...linux, platform: 'win32', home: 'C:\\Users\\Ada' })).toBe('D:\\Wayline')
})

test('a variable without text says nothing', () => {
  expect(inFolder('')).toBe(localGateway(linux).dataDir)
})
