import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, valueOf } from '../shell/api';
import { firstPageOf } from '../shell/menu';
import { SESSION_KEY, type Session, useSession } from '../shell/session';
import { DemoAccounts } from './demo-accounts';
import { SignInForm } from './sign-in-form';

/** Only ways inside this console: an address of another site is not followed. */
const wayBack = (wanted: string | null): string | null =>
  wanted !== null && /^\/(?!\/)/.test(wanted) && !wanted.startsWith('/sign-in') ? wanted : null;

export default function SignInPage() {
  const { refresh } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { data: demo } = useQuery({
    queryKey: ['demo-accounts'],
    queryFn: ({ signal }) => valueOf(api.GET('/api/v1/demo/accounts', { signal })),
    retry: false,
    staleTime: Infinity,
  });
  useEffect(() => {
    document.title = '登录 · 兑现';
  }, []);
  const goOn = async (): Promise<void> => {
    await refresh();
    const session = queryClient.getQueryData<Session | null>(SESSION_KEY) ?? null;
    await navigate(wayBack(params.get('to')) ?? firstPageOf(session), { replace: true });
  };
  return (
    <div className="sign-in">
      <div className="sign-in-box">
        <h1>
          <img src="/icon.svg" alt="" width={36} height={36} /> 兑现
        </h1>
        <p className="muted">惠企政策奖补资金直达平台:从政策条款到企业账户,每一笔都说得清。</p>
        <SignInForm onSignedIn={() => void goOn()} />
        <p className="sign-in-public">
          无需登录:<Link to="/policies">政策超市</Link> · <Link to="/calculator">政策计算器</Link> ·{' '}
          <Link to="/notices">公示公告</Link>
        </p>
      </div>
      {demo && <DemoAccounts accounts={demo.items} onSignedIn={() => void goOn()} />}
    </div>
  );
}
