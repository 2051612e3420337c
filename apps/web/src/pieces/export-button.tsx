import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type FilterValues } from './filters-in-url';

/** Everything that passes the filter as a spreadsheet, written by the server. */
export function ExportButton({
  caption,
  path,
  values,
}: {
  caption: string;
  path: string | undefined;
  values: FilterValues;
}) {
  if (path === undefined) return null;
  const query = new URLSearchParams(values).toString();
  return (
    <Button
      size="small"
      icon={<DownloadOutlined />}
      href={query === '' ? path : `${path}?${query}`}
      download={`${caption}.xlsx`}
    >
      导出 XLSX
    </Button>
  );
}
